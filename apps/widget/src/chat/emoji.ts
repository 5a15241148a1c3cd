/** A compact set that every system of the last years can draw: no sequences, nothing newer than Unicode 9. */
export const emoji = {
  smileys:
    '😀 😃 😄 😁 😆 😅 😂 🤣 😊 😇 🙂 😉 😌 😍 😘 😗 😙 😚 😋 😛 😝 😜 🤗 🤔 😐 😑 😶 🙄 😏 😒 😔 😟 🙁 😣 😖 😫 😩 😤 😠 😡 😳 😱 😨 😰 😢 😥 😭 😓 😪 😴 😷 🤒 🤕 😎 🤓 😬 🤐 🤢 🤧 😈 👻 🤖',
  gestures:
    '👍 👎 👌 ✌️ 🤞 🤝 👏 🙌 👐 🙏 💪 👋 🤙 ✋ 👊 ✊ 👆 👇 👈 👉 ☝️ ❤️ 💛 💚 💙 💜 💔 💕 💖 💯 ✨ ⭐ 🌟 🔥 💥 🎉 🎊 🎁 🌹 🌸 ☀️ 🌙 ⚡ ☔',
  things:
    '📦 🚚 🚗 ✈️ 🏠 🏢 🏥 🏫 🛒 🛍️ 💰 💳 📱 💻 ⌚ 📷 🔑 🔧 🔨 📞 ✉️ 📅 📎 📝 📄 📊 ⏰ ⏳ ✅ ❌ ❓ ❗ ⚠️ 🚫 🔒 🔔 💡 ☕ 🍵 🍎 🍚 🍜 🎂 🐱 🐶',
} as const
