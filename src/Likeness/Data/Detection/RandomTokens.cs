namespace Likeness.Data.Detection;

/// <summary>Texts that are random letters and digits, such as <c>W6qbMXgLScMuhxIksNdB</c>: keys of what their rows are about, also where some have no digit.</summary>
internal static class RandomTokens
{
    private const int MinTexts = 50; // so that random characters are digits and letters in each place
    private const int MinPlaces = 12; // that differ: codes of products have fewer

    /// <summary>Whether texts are, all of one length: in each place all have the same character, or some a digit and some a letter.</summary>
    /// <param name="texts">Different texts.</param>
    public static bool Are(IReadOnlyList<string> texts)
    {
        if (texts.Count < MinTexts || texts.Any(text => text.Length != texts[0].Length))
        {
            return false;
        }

        int differ = 0;
        for (int place = 0; place < texts[0].Length; place++)
        {
            (bool digit, bool letter, bool differs) = (false, false, false);
            foreach (string text in texts)
            {
                digit |= char.IsAsciiDigit(text[place]);
                letter |= char.IsAsciiLetter(text[place]);
                differs |= text[place] != texts[0][place];
            }

            if (differs && !(digit && letter))
            {
                return false;
            }

            differ += differs ? 1 : 0;
        }

        return differ >= MinPlaces;
    }
}
