import styles from './EmojiPicker.module.css'

// What people in customer service really send, most used first.
const emoji = [
  ...'😊😄😁😂🤣🙂😉😍🥰😘😋😎🤗🤔🤝🙏👍👌👏💪✌️👋🙌🌹🌷🎉🎊🎁❤️💖💯✨🔥⭐☀️🌙☕🍵🍰🧧💰🛒📦🚚📞📱💻📷📎📝📅⏰✅❌❓❗💡😅😓😢😭😔😟😮😱😡😴🤒🙈🐶🐱🏠🚗✈️',
].filter((letter) => letter !== '\ufe0f')

const withStyle = (letter: string) => (/[✌❤☀✈]/u.test(letter) ? `${letter}\ufe0f` : letter)

export const EmojiPicker = ({ onPick }: { onPick: (emoji: string) => void }) => (
  <div className={styles.grid}>
    {emoji.map(withStyle).map((each) => (
      <button key={each} type="button" onClick={() => onPick(each)} aria-label={each}>
        {each}
      </button>
    ))}
  </div>
)
