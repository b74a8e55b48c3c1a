using System.Text;
using System.Text.RegularExpressions;
using Likeness.Compute.Cpu;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Data.Gpt2;

namespace Likeness.Tests.Modalities.Text.Data;

public sealed partial class Gpt2VocabularyTests
{
    private const string Characters = "ab'strdlvem Zé東5½٣ \t\n\u00a0\u2028-—!<|endoftext|>\u0301";

    // Of github.com/openai/gpt-2, src/encoder.py. .NET has no surrogate pairs in \p{L}, so that there are none in these texts.
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Pattern { get; }

    [Fact]
    public void PiecesAreThoseOfThePattern()
    {
        var random = new PhiloxRandom(3, 0);
        for (int i = 0; i < 2000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, 1 + (i % 40)).Select(_ => Pick(random)));
            Assert.Equal(Pattern.Matches(text).Select(match => match.Value), Pieces(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void LettersBeyondTheBasicPlaneAreLetters() =>
        Assert.Equal(["a𝐀b", " 🙂🙂", " 𐄇", "x"], Pieces(Encoding.UTF8.GetBytes("a𝐀b 🙂🙂 𐄇x")));

    [Fact]
    public void AnyBytesAreEncodedExactly()
    {
        var vocabulary = Small();
        var random = new PhiloxRandom(5, 0);
        for (int i = 0; i < 500; i++)
        {
            var bytes = new byte[i % 50];
            foreach (ref byte value in bytes.AsSpan())
            {
                value = (byte)(random.NextDouble() * 256);
            }

            Assert.Equal(bytes, vocabulary.Decode(vocabulary.Encode(bytes)));
        }
    }

    [Fact]
    public void TheEarliestMergeComesFirst()
    {
        var vocabulary = Small();
        // "abc" is a + bc by the second merge only where the first, ab, does not apply.
        Assert.Equal(["ab", "c"], Texts(vocabulary, "abc"));
        Assert.Equal(["x", "bc"], Texts(vocabulary, "xbc"));
        Assert.Equal(["abab", "ab"], Texts(vocabulary, "ababab"));
        Assert.Equal(["ab", "<|endoftext|>", "bc"], Texts(vocabulary, "ab<|endoftext|>bc"));
        Assert.Equal(["<", "|", "e"], Texts(vocabulary, "<|e"));
    }

    [Fact]
    public void ALongPieceTakesNoQuadraticTime()
    {
        byte[] text = Encoding.UTF8.GetBytes(new string('b', 400_000));
        Assert.Equal(400_000, Small().Encode(text).Length);
    }

    [Fact]
    public void IsStoredAndRestored()
    {
        var restored = Vocabulary.FromJson(Small().ToJson());
        byte[] text = "ab <|endoftext|>abab"u8.ToArray();
        Assert.Equal(Small().Encode(text), restored.Encode(text));
        Assert.Equal((Small().Start, Small().Count), (restored.Start, restored.Count));
    }

    [Fact]
    public void WhatIsNoVocabularyIsRefused()
    {
        string[] bytes = [.. Enumerable.Range(0, 256).Select(value => Gpt2Bytes.ToText([(byte)value]))];
        Assert.Contains("no token for byte", Refused(bytes[..255], []));
        Assert.Contains("comes twice", Refused([.. bytes, "a"], []));
        Assert.Contains("merge 1, 'a b', is not of two tokens", Refused(bytes, ["a b"]));
        Assert.Contains("merge 1, 'ab'", Refused(bytes, ["ab"]));
        Assert.Contains("not written in the characters of bytes", Refused([.. bytes, "a b"], []));
        Assert.Contains("a token is empty", Refused([.. bytes, ""], []));
    }

    private static string Refused(string[] tokens, string[] merges) =>
        Assert.Throws<FormatException>(() => new Gpt2Vocabulary(tokens, merges, [])).Message;

    private static Gpt2Vocabulary Small() =>
        new(
            [
                .. Enumerable.Range(0, 256).Select(value => Gpt2Bytes.ToText([(byte)value])),
                "ab",
                "bc",
                "abab",
                "<|endoftext|>",
            ],
            ["a b", "b c", "ab ab"],
            [259],
            start: 259
        );

    private static IEnumerable<string> Texts(Gpt2Vocabulary vocabulary, string text) =>
        vocabulary.Encode(Encoding.UTF8.GetBytes(text)).Select(token => vocabulary.Tokens[token]);

    private static List<string> Pieces(ReadOnlySpan<byte> text)
    {
        var pieces = new List<string>();
        while (text.Length > 0)
        {
            var piece = Gpt2Pieces.First(text);
            pieces.Add(Encoding.UTF8.GetString(piece));
            text = text[piece.Length..];
        }

        return pieces;
    }

    private static char Pick(PhiloxRandom random) => Characters[(int)(random.NextDouble() * Characters.Length)];
}
