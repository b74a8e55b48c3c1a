using System.Text;
using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Modalities.Text.Data;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Text.Data;

public sealed class VocabularyTests
{
    private static readonly GoldenText Expected = GoldenText.Read();
    private static readonly byte[] Sample = Encoding.UTF8.GetBytes(Expected.Sample);

    [Fact]
    public void Pieces_are_those_of_the_rules()
    {
        ReadOnlySpan<byte> left = Sample;
        foreach (int length in Expected.Pieces)
        {
            Assert.Equal(length, TextPieces.First(left).Length);
            left = left[length..];
        }

        Assert.True(left.IsEmpty);
    }

    [Fact]
    public void Merges_and_tokens_are_those_of_the_plain_algorithm()
    {
        var pairs = BytePairs.Train(Sample, 296);
        int[][] merges = pairs.ToJson().GetProperty("merges").Deserialize<int[][]>()!;
        Assert.Equal(Expected.Merges, merges);
        Assert.Equal(256 + merges.Length, pairs.Count);
        Assert.Equal(Expected.Tokens, pairs.Encode(Sample));
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("pairs")]
    public void Any_bytes_come_back(string kind)
    {
        Vocabulary vocabulary = kind == "bytes" ? ByteVocabulary.Instance : BytePairs.Train(Sample, 320);
        var again = Vocabulary.FromJson(JsonDocument.Parse(vocabulary.ToJson().GetRawText()).RootElement);
        var random = new PhiloxRandom(1, 2);
        for (int length = 0; length < 300; length++)
        {
            // Few distinct bytes, including spaces and parts of UTF-8 characters, so that all rules interact.
            byte[] text =
            [
                .. Enumerable.Range(0, length).Select(_ => "it was \n\t09!\xC3\xBC\xE2\xFF\0"u8[random.NextInt(16)]),
            ];
            int[] tokens = vocabulary.Encode(text);
            Assert.Equal(text, vocabulary.Decode(tokens));
            Assert.Equal(tokens, again.Encode(text));
        }

        Assert.Equal(Sample, vocabulary.Decode(vocabulary.Encode(Sample)));
        byte[] one = [.. Enumerable.Repeat((byte)'a', 10_000)];
        Assert.Equal(one, vocabulary.Decode(vocabulary.Encode(one)));
    }

    [Theory]
    [InlineData("""{"kind":"words"}""", "its kind is 'words'")]
    [InlineData("""{}""", "")]
    [InlineData("""[1]""", "")]
    [InlineData("""{"kind":"byte-pairs"}""", "")]
    [InlineData("""{"kind":"byte-pairs","merges":[[97]]}""", "a merge is not of two tokens")]
    [InlineData("""{"kind":"byte-pairs","merges":[[97,98],[97,98]]}""", "merge 1 comes twice")]
    [InlineData("""{"kind":"byte-pairs","merges":[[97,256]]}""", "merge 0 is of tokens 97 and 256")]
    [InlineData("""{"kind":"byte-pairs","merges":[[97,1e20]]}""", "")]
    [InlineData("""{"kind":"byte-pairs","merges":[["a",1]]}""", "")]
    public void What_is_no_vocabulary_is_told(string json, string message)
    {
        var refused = Assert.Throws<LikenessException>(() => Vocabulary.FromJson(JsonDocument.Parse(json).RootElement));
        Assert.StartsWith("a vocabulary cannot be read: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_tokens_than_bytes_are_refused() =>
        Assert.Contains(
            "255 tokens cannot represent 256 bytes",
            Assert.Throws<LikenessException>(() => BytePairs.Train(Sample, 255)).Message,
            StringComparison.Ordinal
        );

    [SkippableFact]
    public void A_whole_play_s_worth_is_told_in_a_third_of_its_bytes()
    {
        byte[] text = TextFile.Read(SharedData.Require("text/tinyshakespeare_input.txt"));
        var pairs = BytePairs.Train(text, 1024);
        Assert.Equal(1024, pairs.Count);
        int[] tokens = pairs.Encode(text);
        Assert.InRange((double)tokens.Length / text.Length, 0.33, 0.45);
        Assert.Equal(text, pairs.Decode(tokens));
    }
}
