-- What one person posted, newest first: asked for by their personal tab and by a word to the bot.
create index sets_by_poster
  on sets (organisation, (facts #>> '{poster,tid}'), (facts #>> '{poster,oid}'), posted_at desc);
