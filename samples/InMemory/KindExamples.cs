using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Text.Data;
using Likeness.Models.Images;
using Likeness.Models.Sequences;
using Likeness.Runs;

namespace InMemory;

/// <summary>Images, texts and audio in memory, as docs/library.md shows them.</summary>
internal static class KindExamples
{
    public static async Task RunAsync()
    {
        await ImagesAsync();
        await TextAsync();
        await AudioAsync();
    }

    private static async Task ImagesAsync()
    {
        byte[] pixels = [.. Enumerable.Range(0, 200 * 16 * 16).Select(i => (byte)(i / 256 * i % 251))];
        string[] names = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? "even" : "odd")];

        #region images
        // Bytes [image][channel][row][column], and a class for each image, if there are classes.
        var images = new ImageSet(new ImageShape(1, 16, 16), pixels, [ImageLabel.FromNames(names)]);
        using var model = await TrainedModel.TrainAsync(
            new RunSettings
            {
                Data = DataSource.FromImages(images),
                Model = "ae", // the default for images
                Options = ImageAeOptions.Small with { Size = 16, Epochs = 2 },
            }
        );
        byte[] sampled = model.Sample<ImageSet>(64, seed: 1).Pixels; // ToFloats() for numbers from 0 to 1
        Console.WriteLine($"{sampled.Length} values, {model.Evaluate().Verdict?.Level}");
        #endregion
    }

    private static async Task TextAsync()
    {
        string book = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i} and {i + 1} make {(2 * i) + 1}.\n"));

        #region text
        using var model = await TrainedModel.TrainAsync(
            new RunSettings
            {
                Data = DataSource.FromText(book), // or several strings
                Model = "gpt2",
                Options = Gpt2TextOptions.Small with { Epochs = 1 },
            }
        );
        string sampled = model.Sample<TextCorpus>(400, seed: 1).ToString(); // 400 tokens
        Console.WriteLine($"{sampled}\n{model.Evaluate().Numbers[0].Value}");
        #endregion
    }

    private static async Task AudioAsync()
    {
        float[][] recordings =
        [
            .. Enumerable
                .Range(0, 12)
                .Select(i => Enumerable.Range(0, 6000).Select(t => MathF.Sin(t * (0.1f + (i / 30f))) / 2).ToArray()),
        ];

        #region audio
        var clips = new ClipSet(rate: 2000, recordings); // samples of each clip, from −1 to 1
        using var model = await TrainedModel.TrainAsync(
            new RunSettings
            {
                Data = DataSource.FromAudio(clips),
                Model = "wavenet",
                Options = WaveNetOptions.Small with { Epochs = 1 },
            }
        );
        IReadOnlyList<float[]> sampled = model.Sample<ClipSet>(2, seed: 1).Clips; // of one second each
        Console.WriteLine($"{sampled.Count} clips, {model.Evaluate().Numbers[0].Value}");
        #endregion
    }
}
