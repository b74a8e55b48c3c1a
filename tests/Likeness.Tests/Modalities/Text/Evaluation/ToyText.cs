using System.Text;
using Likeness.Compute.Cpu;

namespace Likeness.Tests.Modalities.Text.Evaluation;

/// <summary>
/// Text in an artificial language: sentences follow patterns of word classes, and words of a class follow Zipf's law. Also
/// defective samples of it.
/// </summary>
internal static class ToyText
{
    private const int WordsPerClass = 400;
    private static readonly string[] Syllables =
    [
        "ba",
        "ri",
        "ton",
        "el",
        "mu",
        "sha",
        "ken",
        "do",
        "ir",
        "vo",
        "lan",
        "ti",
    ];
    private static readonly string[] Patterns = ["DNV", "DNVDN", "DANVDN", "NVAND", "DNPDNV", "DANVPDAN"];
    private static readonly Dictionary<char, string[]> Words = "DANVP".ToDictionary(kind => kind, Lexicon);

    /// <summary>Sentences, a function of the seed.</summary>
    public static byte[] Write(int bytes, ulong seed)
    {
        var random = new PhiloxRandom(seed, 1);
        var text = new StringBuilder();
        while (text.Length < bytes)
        {
            string pattern = Patterns[random.NextInt(Patterns.Length)];
            string[] words = [.. pattern.Select(kind => Word(kind, random))];
            string sentence = string.Join(' ', words);
            text.Append(char.ToUpperInvariant(sentence[0])).Append(sentence, 1, sentence.Length - 1);
            text.Append(random.NextInt(4) == 0 ? ".\n" : ". ");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, bytes));
    }

    /// <summary>Words in a random order.</summary>
    public static byte[] Shuffle(byte[] text)
    {
        string[] words = Encoding.Latin1.GetString(text).Split(' ');
        int[] order = new PhiloxRandom(2, 2).Permutation(words.Length);
        return Encoding.Latin1.GetBytes(string.Join(' ', order.Select(i => words[i])));
    }

    /// <summary>One line repeated.</summary>
    public static byte[] Repeat(string line, int bytes) =>
        [.. Enumerable.Range(0, bytes).Select(i => (byte)line[i % line.Length])];

    /// <summary>Printable characters at random.</summary>
    public static byte[] Noise(int bytes)
    {
        var random = new PhiloxRandom(3, 3);
        return [.. Enumerable.Range(0, bytes).Select(_ => (byte)(32 + random.NextInt(95)))];
    }

    /// <summary>Every fiftieth byte is replaced.</summary>
    public static byte[] Edit(ReadOnlySpan<byte> text)
    {
        var random = new PhiloxRandom(4, 4);
        byte[] edited = text.ToArray();
        for (int i = 49; i < edited.Length; i += 50)
        {
            byte letter = (byte)('a' + random.NextInt(26));
            edited[i] = letter == edited[i] ? (byte)'#' : letter;
        }

        return edited;
    }

    /// <summary>Correct text in which 45 % of the passages are replaced by passages of another text.</summary>
    public static byte[] Insert(byte[] honest, byte[] other, int passage)
    {
        var random = new PhiloxRandom(5, 5);
        byte[] mixed = [.. honest];
        for (int i = 0; i + passage <= mixed.Length; i += passage)
        {
            if (random.NextDouble() < 0.45)
            {
                other.AsSpan(random.NextInt(other.Length - passage), passage).CopyTo(mixed.AsSpan(i));
            }
        }

        return mixed;
    }

    private static string Word(char kind, PhiloxRandom random)
    {
        // Zipf: the probability of a rank is proportional to 1 / rank.
        int rank = (int)Math.Exp(random.NextDouble() * Math.Log(kind is 'D' or 'P' ? 6 : WordsPerClass));
        return Words[kind][rank - 1];
    }

    private static string[] Lexicon(char kind)
    {
        var random = new PhiloxRandom(6, kind);
        int syllables = kind is 'D' or 'P' ? 1 : 2;
        return
        [
            .. Enumerable
                .Range(0, WordsPerClass)
                .Select(_ =>
                    string.Concat(
                        Enumerable
                            .Range(0, syllables + random.NextInt(2))
                            .Select(_ => Syllables[random.NextInt(Syllables.Length)])
                    ) + char.ToLowerInvariant(kind)
                ),
        ];
    }
}
