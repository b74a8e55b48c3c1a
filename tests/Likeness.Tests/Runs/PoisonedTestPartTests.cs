using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Modalities.Audio.Data;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Runs;

/// <summary>Test examples are used by the evaluation alone: whatever they are, a run has the same weights and choices, to the byte.</summary>
public sealed class PoisonedTestPartTests : IDisposable
{
    private const ulong Seed = 7;

    private static readonly SplitSettings Split = new(SplitSettings.DefaultTest, SplitSettings.DefaultValidation, Seed);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gmm")]
    [InlineData("kde")]
    [InlineData("ae")]
    [InlineData("nsf")]
    [InlineData("masked-transformer")]
    public void OfTables(string model)
    {
        int[] test = Split.Split(120, "rows").Test;
        Assert.NotEmpty(test);
        SameButForTheTestPart(
            model,
            options: null,
            poison =>
            {
                // The form in which cells are written is schema: all rows have it in common.
                var lines = Enumerable
                    .Range(0, 120)
                    .Select(i => poison && test.Contains(i) ? $"{1e6 + i},-{i}.5" : $"{i * i % 61},{i % 23}.5");
                File.WriteAllLines(folder.At("rows.csv"), ["a,b", .. lines]);
                return DataSource.FromFiles(folder.At("rows.csv"));
            }
        );
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void OfImages()
    {
        LongTest.Require();
        int[] test = Split.Split(40, "images").Test;
        SameButForTheTestPart(
            "vanilla-vae",
            VanillaVaeOptions.Small with
            {
                Channels = [4, 8],
            },
            poison =>
            {
                Directory.CreateDirectory(folder.At("images"));
                for (int i = 0; i < 40; i++)
                {
                    byte[] pixels = new byte[32 * 32];
                    Array.Fill(pixels, (byte)(poison && test.Contains(i) ? 255 - i : 3 * i));
                    File.WriteAllBytes(
                        folder.At($"images/{i:00}.png"),
                        PngEncoder.Encode(new PixelImage(32, 32, 1, pixels))
                    );
                }

                return DataSource.FromFiles(folder.At("images"));
            }
        );
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void OfText()
    {
        LongTest.Require();
        SameButForTheTestPart(
            "gpt2",
            Gpt2TextOptions.Small,
            poison =>
            {
                string book = string.Concat(Enumerable.Range(0, 200).Select(i => $"the cat {i % 7} sat on it.\n"));
                folder.Text("book.txt", poison ? book[..^200] + new string('z', 200) : book);
                return DataSource.FromFiles(folder.At("book.txt"));
            }
        );
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void OfAudio()
    {
        LongTest.Require();
        int[] test = Split.Split(10, "clips").Test;
        SameButForTheTestPart(
            "wavenet",
            WaveNetOptions.Small,
            poison =>
            {
                Directory.CreateDirectory(folder.At("clips"));
                for (int clip = 0; clip < 10; clip++)
                {
                    bool bad = poison && test.Contains(clip);
                    float[] wave = [.. Enumerable.Range(0, 500).Select(t => bad ? 1 : MathF.Sin(t * clip * 0.03f) / 2)];
                    WavFile.Write(folder.At($"clips/{clip}.wav"), new AudioClip(8000, wave));
                }

                return DataSource.FromFiles(folder.At("clips"));
            }
        );
    }

    private void SameButForTheTestPart(string model, ModelOptions? options, Func<bool, DataSource> write)
    {
        var (clean, cleanTest) = Train("clean", write(false));
        var (poisoned, poisonedTest) = Train("poisoned", write(true));
        Assert.NotEqual(cleanTest, poisonedTest);
        Assert.Equal(clean.Keys.Order(), poisoned.Keys.Order());
        Assert.All(clean, file => Assert.Equal(file.Value, poisoned[file.Key]));

        (Dictionary<string, string> Files, string Test) Train(string name, DataSource source)
        {
            var entry = ModelRegistry.Find(model, source.Modality.ExampleType);
            using var run = TrainedModel.Train(
                new RunSettings
                {
                    Model = model,
                    Options = (options ?? entry.DefaultOptions()) with { Epochs = 2 },
                    Data = source,
                    OutputFolder = folder.At(name),
                    Seed = Seed,
                    Threads = 1,
                }
            );
            var files = new[] { run.Folder.CheckpointFile, run.Folder.BestFile, run.Folder.HistoryFile }
                .Where(File.Exists)
                .ToDictionary(path => Path.GetFileName(path)!, path => Convert.ToBase64String(File.ReadAllBytes(path)));
            files["transform"] = run.Record.Transform.ToString();
            files["best epoch"] = $"{run.Record.BestEpoch}";
            return (files, run.Record.Data.Parts[2].Fingerprint);
        }
    }
}
