// One hospital's Safelight in Azure. Images and everything derived from them stay in the United Kingdom.
// Checked as text by test/infra/main.spec.ts; `az bicep build` and a deployment have not been run: see RUNBOOK.md.

@description('Where everything that holds or opens an image stands.')
@allowed(['uksouth', 'ukwest'])
param location string = 'uksouth'

@description('Short name of the organisation, part of every name: lower-case letters and digits.')
@minLength(3)
@maxLength(10)
param organisation string

@description('Application id of the bot, registered in the organisation’s own tenant.')
param botAppId string

@secure()
@description('Client secret of the bot. Goes to Key Vault, nowhere else.')
param botPassword string

@secure()
@description('Password of the database’s administrator, letters and digits only. Goes to Key Vault, nowhere else.')
@minLength(32)
param databasePassword string

@description('Host name under which staff and Microsoft reach Safelight, without https://.')
param publicHost string

param oidcIssuer string
param oidcClientId string

@secure()
param oidcClientSecret string

@description('The hospital’s FHIR R4 endpoint.')
param fhirUrl string

@description('Where alerts are posted. Empty: log, metrics and console only.')
param alertUrl string = ''

@description('Copies of the sealed files: three zones of one region, or also the paired region. Both stay in the UK.')
@allowed(['Standard_ZRS', 'Standard_GRS'])
param storageCopies string = 'Standard_ZRS'

var name = 'safelight-${organisation}'
var storageName = 'safelight${organisation}'
var vaultName = 'sl-${organisation}-${take(uniqueString(resourceGroup().id), 6)}'
var database = 'safelight'

// --- Network: the app reaches store, keys and database from inside; nobody else does. ---

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.40.1.0/24'
          serviceEndpoints: [{ service: 'Microsoft.Storage' }, { service: 'Microsoft.KeyVault' }]
          delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.40.2.0/24'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }
  resource database 'subnets' existing = { name: 'database' }
}

resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global' // A name, no data.

  resource link 'virtualNetworkLinks' = {
    name: 'link'
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
}

// --- Keys: the key that wraps every image's own key, and the store's. ---

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: vaultName
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'premium' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true // Without this key no image opens again: not even an administrator may destroy it.
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices' // The store fetches its own key.
      virtualNetworkRules: [{ id: network::app.id }]
    }
  }

  resource wrapping 'keys' = {
    name: 'safelight-wrapping'
    properties: { kty: 'RSA-HSM', keySize: 3072, keyOps: ['wrapKey', 'unwrapKey'] }
  }
  resource storageKey 'keys' = {
    name: 'safelight-storage'
    properties: { kty: 'RSA-HSM', keySize: 3072, keyOps: ['wrapKey', 'unwrapKey'] }
  }
  resource databaseUrl 'secrets' = {
    name: 'database-url'
    properties: {
      value: 'postgres://safelight:${databasePassword}@${postgres.properties.fullyQualifiedDomainName}/${database}?sslmode=verify-full'
    }
  }
  resource botSecret 'secrets' = {
    name: 'bot-password'
    properties: { value: botPassword }
  }
  resource oidcSecret 'secrets' = {
    name: 'oidc-client-secret'
    properties: { value: oidcClientSecret }
  }
}

// --- The store of sealed files. ---

resource storageIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-storage'
  location: location
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: storageName
  location: location
  kind: 'StorageV2'
  sku: { name: storageCopies }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${storageIdentity.id}': {} } }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
      virtualNetworkRules: [{ id: network::app.id }]
    }
    encryption: {
      keySource: 'Microsoft.Keyvault'
      requireInfrastructureEncryption: true // Can be chosen only now, when the account is made.
      identity: { userAssignedIdentity: storageIdentity.id }
      keyvaultproperties: { keyvaulturi: vault.properties.vaultUri, keyname: vault::storageKey.name }
      services: { blob: { enabled: true, keyType: 'Account' } }
    }
  }
  dependsOn: [storageMayUseKey]

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // Disposal must destroy: no versions, no soft delete, no snapshots to come back from.
      isVersioningEnabled: false
      deleteRetentionPolicy: { enabled: false }
      containerDeleteRetentionPolicy: { enabled: false }
    }

    resource images 'containers' = { name: 'images', properties: { publicAccess: 'None' } }
    resource keys 'containers' = { name: 'keys', properties: { publicAccess: 'None' } }
    resource journal 'containers' = { name: 'journal', properties: { publicAccess: 'None' } }
    resource staging 'containers' = { name: 'staging', properties: { publicAccess: 'None' } }
  }
}

// --- The ledger. ---

resource postgres 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-ledger'
  location: location
  sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
  properties: {
    version: '16'
    administratorLogin: 'safelight'
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 64, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 35, geoRedundantBackup: 'Enabled' } // The paired region is the other one in the UK.
    network: { delegatedSubnetResourceId: network::database.id, privateDnsZoneArmResourceId: databaseZone.id }
  }
  dependsOn: [databaseZone::link]

  resource ledger 'databases' = { name: database }
}

// --- The program. ---

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  sku: { name: 'P1v3', capacity: 1 }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: network::app.id
    vnetRouteAllEnabled: true
    siteConfig: {
      linuxFxVersion: 'NODE|20-lts'
      appCommandLine: 'node dist/bot/main.js'
      alwaysOn: true
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      http20Enabled: true
      healthCheckPath: '/readyz'
      appSettings: [
        { name: 'NODE_ENV', value: 'production' }
        { name: 'SAFELIGHT_AZURE_REGION', value: location }
        { name: 'SAFELIGHT_PUBLIC_URL', value: 'https://${publicHost}' }
        { name: 'SAFELIGHT_POLICY', value: '/home/site/policy.yaml' }
        // App Service's own front end, and no other: raise it where an application gateway stands before that.
        { name: 'SAFELIGHT_TRUST_PROXY', value: '1' }
        { name: 'SAFELIGHT_FHIR_URL', value: fhirUrl }
        { name: 'SAFELIGHT_ALERT_URL', value: alertUrl }
        { name: 'SAFELIGHT_OIDC_ISSUER', value: oidcIssuer }
        { name: 'SAFELIGHT_OIDC_CLIENT_ID', value: oidcClientId }
        { name: 'SAFELIGHT_OIDC_CLIENT_SECRET', value: '@Microsoft.KeyVault(SecretUri=${vault::oidcSecret.properties.secretUri})' }
        { name: 'DATABASE_URL', value: '@Microsoft.KeyVault(SecretUri=${vault::databaseUrl.properties.secretUri})' }
        { name: 'AZURE_STORAGE_ACCOUNT_URL', value: storage.properties.primaryEndpoints.blob }
        { name: 'KEY_VAULT_KEY_ID', value: vault::wrapping.properties.keyUriWithVersion }
        { name: 'MicrosoftAppId', value: botAppId }
        { name: 'MicrosoftAppType', value: 'SingleTenant' }
        { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
        { name: 'MicrosoftAppPassword', value: '@Microsoft.KeyVault(SecretUri=${vault::botSecret.properties.secretUri})' }
      ]
    }
  }
}

// --- Who may do what: the app reads and writes sealed files, wraps and unwraps; nothing more. ---

var roles = {
  blobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  cryptoUser: '12338af0-0e69-4776-bea7-57ae8d297424'
  cryptoServiceEncryptionUser: 'e147488a-f6f5-4113-8e2d-b22465e65bf6'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
}

resource appMayStore 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, app.id, roles.blobDataContributor)
  scope: storage
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataContributor)
  }
}

resource appMayWrap 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::wrapping.id, app.id, roles.cryptoUser)
  scope: vault::wrapping
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.cryptoUser)
  }
}

resource appMayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app.id, roles.secretsUser)
  scope: vault
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
  }
}

resource storageMayUseKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::storageKey.id, storageIdentity.id, roles.cryptoServiceEncryptionUser)
  scope: vault::storageKey
  properties: {
    principalId: storageIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.cryptoServiceEncryptionUser)
  }
}

// --- The bot: how Microsoft reaches Safelight. Azure offers it in no UK region; it holds no image. ---

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'westeurope'
  kind: 'azurebot'
  sku: { name: 'S1' }
  properties: {
    displayName: 'Safelight'
    endpoint: 'https://${publicHost}/api/messages'
    msaAppId: botAppId
    msaAppType: 'SingleTenant'
    msaAppTenantId: tenant().tenantId
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'westeurope'
    properties: { channelName: 'MsTeamsChannel' }
  }

  // The poster's own sign-in, with which their message is removed. Tokens stay in Microsoft's token service.
  resource removal 'connections' = {
    name: 'safelight-removal'
    location: 'westeurope'
    properties: {
      serviceProviderId: '30dd229c-58e3-4a48-bdfd-91ec48eb906c' // Microsoft Entra ID v2
      clientId: botAppId
      clientSecret: botPassword
      scopes: 'Chat.ReadWrite ChannelMessage.ReadWrite Files.ReadWrite offline_access openid'
      parameters: [
        { key: 'tenantID', value: tenant().tenantId }
        { key: 'tokenExchangeUrl', value: 'api://${publicHost}/botid-${botAppId}' }
      ]
    }
  }
}

output endpoint string = 'https://${app.properties.defaultHostName}'
output wrappingKey string = vault::wrapping.properties.keyUriWithVersion
