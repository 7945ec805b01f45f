import { memoryChallenges, memoryDevices } from '../memory/devices.ts';
import { memorySessions } from '../memory/sessions.ts';
import { devicesContract } from './devices.ts';

devicesContract('in memory', async () => {
  const sessions = memorySessions();
  return {
    ...{ sessions, devices: memoryDevices(sessions), challenges: memoryChallenges() },
    close: async () => undefined,
  };
});
