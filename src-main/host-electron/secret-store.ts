import { safeStorage } from 'electron'
import type { SecretStore } from './secrets.ts'

/** On Linux without a keyring Electron "encrypts" with a password that is in its source: that keeps no secret. */
function hasKeyring(): boolean {
  if (process.platform !== 'linux') return true
  const backend = safeStorage.getSelectedStorageBackend()
  return backend !== 'basic_text' && backend !== 'unknown'
}

/** Electron's `safeStorage`. Call after `app` is ready. Runtimes before the asynchronous API are served by the older one. */
export function systemSecretStore(): SecretStore {
  if (typeof safeStorage.isAsyncEncryptionAvailable !== 'function') {
    return {
      available: async () => hasKeyring() && safeStorage.isEncryptionAvailable(),
      encrypt: async (text) => safeStorage.encryptString(text),
      decrypt: async (secret) => ({ text: safeStorage.decryptString(secret), renew: false }),
    }
  }
  return {
    available: async () => hasKeyring() && (await safeStorage.isAsyncEncryptionAvailable()),
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    async decrypt(secret) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(secret)
      return { text: result, renew: shouldReEncrypt }
    },
  }
}
