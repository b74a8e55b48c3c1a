using System.Text;
using System.Text.Unicode;
using Likeness.Modalities;
using Likeness.Modalities.Text;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Tasks;
using Likeness.Models;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Text;

/// <summary>Samples have bytes of the training text only, and are whole characters: of a model that has hardly learned anything.</summary>
public sealed class SampledBytesTests : IDisposable
{
    private const string Ascii = "the cat sat on it.\n";
    private const string Several = "日本語 für €5 — naïve 😀 été\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Ascii, 256)]
    [InlineData(Ascii, 264)]
    [InlineData(Several, 256)]
    [InlineData(Several, 270)]
    public void SamplesAreOfTheBytesOfTheText(string line, int vocabulary)
    {
        byte[] known = Encoding.UTF8.GetBytes(line);
        using var run = Train(known, vocabulary);
        var text = run.As<TextModel>();
        foreach (int length in new[] { 300, 301, 302, 303 })
        {
            byte[] sampled = text.Sample(length, seed: (ulong)length).Bytes.ToArray();
            Assert.True(Utf8.IsValid(sampled));
            Assert.Empty(sampled.Except(known));
            string pieces = string.Concat(text.SampleText("", length, seed: (ulong)length));
            Assert.Equal(Encoding.UTF8.GetString(sampled), pieces);
            new SampleText().Run(
                run,
                new SampleTextSettings { Length = length, Seed = (ulong)length },
                new TaskContext { Output = folder.At("sampled.txt") }
            );
            Assert.Equal(sampled, File.ReadAllBytes(folder.At("sampled.txt")));
        }
    }

    [Fact]
    public void ATextOfAnotherEncodingIsSampledByItsBytes()
    {
        byte[] known = [0xFC, 0x81, (byte)'a', (byte)'\n']; // neither UTF-8 nor Windows-1252
        using var run = Train(known, 256);
        byte[] sampled = run.As<TextModel>().Sample(300).Bytes.ToArray();
        Assert.Empty(sampled.Except(known));
        Assert.Contains((byte)0xFC, sampled);
        Assert.False(Utf8.IsValid(sampled));
    }

    [Fact]
    public void TheBytesAreStoredAndMayBeUnknown()
    {
        var fitted = TextTransform.Fit("abc"u8, 256, 4);
        Assert.Equal(fitted.Bytes, TextTransform.FromJson(fitted.ToJson()).Bytes);
        Assert.Equal(
            ["a", "b", "c"],
            fitted.Bytes!.All().Index().Where(one => one.Item).Select(one => $"{(char)one.Index}")
        );
        Assert.Null(TextTransform.FromJson((fitted with { Bytes = null }).ToJson()).Bytes);
    }

    private TrainedModel Train(byte[] line, int vocabulary)
    {
        folder.Bytes("text.txt", [.. Enumerable.Repeat(line, 200).SelectMany(bytes => bytes)]);
        return TrainedModel.Train(
            new RunSettings
            {
                Model = "gpt2",
                Options = Gpt2TextOptions.Small with
                {
                    Epochs = 1,
                    Vocabulary = vocabulary,
                    LearningRate = 1e-9,
                    Schedule = LearningRateSchedule.Constant,
                },
                Data = DataSource.FromFiles(folder.At("text.txt")),
                OutputFolder = folder.At("run"),
                Threads = 1,
            }
        );
    }
}
