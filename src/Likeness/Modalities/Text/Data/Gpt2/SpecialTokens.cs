using System.Text;

namespace Likeness.Modalities.Text.Data.Gpt2;

/// <summary>Finds special tokens in a text: the leftmost first, of several at one place the longest.</summary>
internal sealed class SpecialTokens
{
    private readonly List<(int Token, byte[] Text)> tokens;

    /// <summary>Makes the list.</summary>
    /// <param name="numbers">The numbers of special tokens.</param>
    /// <param name="texts">The text of every token.</param>
    /// <exception cref="FormatException">A number is none of a token, or a text is empty.</exception>
    public SpecialTokens(IReadOnlyList<int> numbers, IReadOnlyList<string> texts) =>
        tokens = [
            .. numbers
                .Select(number =>
                    number >= 0 && number < texts.Count && texts[number].Length > 0
                        ? (number, Encoding.UTF8.GetBytes(texts[number]))
                        : throw new FormatException($"the special token {number} has no text")
                )
                .OrderByDescending(token => token.Item2.Length),
        ];

    /// <summary>The special tokens of a text, from left to right.</summary>
    public Queue<(int Place, int Token)> Find(ReadOnlySpan<byte> text)
    {
        var found = new Queue<(int, int)>();
        int[] places = [.. Enumerable.Repeat(-1, tokens.Count)];
        for (int from = 0; ; )
        {
            int first = -1;
            for (int i = 0; i < places.Length; i++)
            {
                if (places[i] < from)
                {
                    int place = text[from..].IndexOf(tokens[i].Text);
                    places[i] = place < 0 ? int.MaxValue : from + place;
                }

                if (places[i] < int.MaxValue && (first < 0 || places[i] < places[first]))
                {
                    first = i;
                }
            }

            if (first < 0)
            {
                return found;
            }

            found.Enqueue((places[first], tokens[first].Token));
            from = places[first] + tokens[first].Text.Length;
        }
    }
}
