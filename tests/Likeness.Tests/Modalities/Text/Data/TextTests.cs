using System.Text;
using Likeness.Modalities.Text.Data;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Text.Data;

public sealed class TextTests
{
    [Fact]
    public void What_is_judged_goes_on_from_what_is_learned()
    {
        byte[] text = [.. Enumerable.Range(0, 200).Select(i => (byte)(i % 100))];
        var splits = TextSplits.Create(text);
        Assert.Equal((180, 10, 10), (splits.Train.Length, splits.Validation.Length, splits.Test.Length));
        byte[] together = [.. splits.Validation.Span, .. splits.Train.Span, .. splits.Test.Span];
        Assert.Equal(text, together);
        Assert.Equal(200, TextSplits.Create(text, 0, 0).Train.Length);
    }

    [Fact]
    public void No_character_is_cut()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a€ü😀", 40)));
        for (double fraction = 0.05; fraction < 0.5; fraction += 0.003)
        {
            var splits = TextSplits.Create(text, fraction, fraction);
            foreach (var part in new[] { splits.Train, splits.Validation, splits.Test })
            {
                Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(part.Span));
            }

            Assert.Equal(text.Length, splits.Train.Length + splits.Validation.Length + splits.Test.Length);
        }
    }

    [Theory]
    [InlineData(100, 0.5, 0.5, "0.5 and 0.5 are not valid fractions")]
    [InlineData(100, -0.1, 0.5, "-0.1 and 0.5 are not valid fractions")]
    [InlineData(100, double.NaN, 0.5, "NaN and 0.5 are not valid fractions")]
    [InlineData(10, 0.05, 0.05, "a text of 10 bytes is too short")]
    public void Parts_that_cannot_be_are_told(int length, double validation, double test, string message)
    {
        var refused = Assert.Throws<LikenessException>(() => TextSplits.Create(new byte[length], validation, test));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bits_are_shared_out_over_bytes_and_characters()
    {
        var length = CodeLength.FromNats(16 * Math.Log(2), "aü€😀"u8);
        Assert.Equal((10, 4), (length.Bytes, length.Characters));
        Assert.Equal(1.6, length.BitsPerByte, 1e-12);
        Assert.Equal(4, length.BitsPerCharacter, 1e-12);
    }

    [Fact]
    public void Byte_pairs_of_a_long_text_are_those_of_its_beginning()
    {
        byte[] text = new byte[2 * TextTransform.LearnedBytes];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (i < TextTransform.LearnedBytes ? "ab "u8 : "xy "u8)[i % 3];
        }

        var whole = TextTransform.Fit(text, 258, 8).Vocabulary;
        Assert.Equal(258, whole.Count);
        Assert.Equal(" ab", Encoding.ASCII.GetString(whole.BytesOf(257)));
    }

    [Fact]
    public void Characters_come_when_they_are_whole()
    {
        var stream = new TextStream(ByteVocabulary.Instance);
        string[] made = [.. "ü€😀!"u8.ToArray().Select(value => stream.Add(value))];
        Assert.Equal(["", "ü", "", "", "€", "", "", "", "😀", "!"], made);
        Assert.Equal("", stream.End());
        Assert.Equal("", stream.Add(0xE2));
        Assert.Equal("\uFFFDa", stream.Add('a'));
        Assert.Equal("", stream.Add(0xF0));
        Assert.Equal("\uFFFD", stream.End());
    }

    [Fact]
    public void An_empty_text_and_none_are_told()
    {
        using var folder = new TemporaryFolder();
        string empty = folder.Text("a.txt", "");
        Assert.Equal(
            $"{empty}: the text is empty (name another file)",
            Assert.Throws<LikenessException>(() => TextFile.Read(empty)).Message
        );
        Assert.Throws<LikenessException>(() => TextFile.Read(folder.At("b.txt")));
        Assert.Equal([0xFF, 0], TextFile.Read(folder.Bytes("c.txt", [0xFF, 0])));
    }
}
