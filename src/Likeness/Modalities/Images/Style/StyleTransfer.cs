using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Nn.Optimisers;
using Likeness.Runs;

namespace Likeness.Modalities.Images.Style;

/// <summary>
/// A picture with the content of one and the style of another. Gatys et al. 2015, arXiv:1508.06576: x minimises α · content loss + style loss (eq. 7), which
/// compare features of a network and their correlations (<see cref="StyleLoss"/>). The features are those of a classifier of generated textures that this project
/// trains (<see cref="TextureNetwork"/>), where the paper has VGG-19; the optimiser is Adam.
/// </summary>
public static class StyleTransfer
{
    private const int Channels = 3;
    private static readonly ImageColour? InColour = ImageColour.Rgb;

    /// <summary>The folder of stored classifiers in the folder of published datasets, as evaluations use it.</summary>
    public static string DefaultClassifierFolder => Path.Combine(DataRoot.Resolve(), "classifiers");

    /// <summary>Reads a picture of a PNG or JPEG file in colour.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">The longer side that it is resized to, in pixels.</param>
    /// <exception cref="LikenessException">It cannot be read.</exception>
    public static ImageSet Read(string path, int size)
    {
        var picture = PictureDecoder.Decode(InputFile.ReadAllBytes(path), path, PictureBackground.White);
        var (height, width) = (picture.Shape.Height, picture.Shape.Width);
        double factor = size / (double)Math.Max(height, width);
        return new ImageResize(
            Math.Max(1, (int)Math.Round(height * factor)),
            Math.Max(1, (int)Math.Round(width * factor))
        ).Apply(InColour.Apply(picture));
    }

    /// <summary>Makes the picture.</summary>
    /// <param name="content">One picture.</param>
    /// <param name="style">One picture, of any size.</param>
    /// <param name="settings">Weights and steps; the defaults where null.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The picture, of the content's size, and its losses.</returns>
    /// <exception cref="LikenessException">A picture is too small, or a setting is out of its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StyledPicture Apply(
        ImageSet content,
        ImageSet style,
        StyleSettings? settings = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new StyleSettings();
        SettingRanges.Validate(settings);
        using var workers = new WorkerPool(settings.Threads);
        using var features = StyleFeatures.Create(
            settings,
            workers,
            progress is null ? null : new Lessons(progress),
            cancellationToken
        );
        return Apply(content, style, settings, features, workers, progress, cancellationToken);
    }

    /// <summary>The same with features at hand.</summary>
    internal static StyledPicture Apply(
        ImageSet content,
        ImageSet style,
        StyleSettings settings,
        StyleFeatures features,
        WorkerPool? workers,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        (content, style) = (Picture(content, "content", features), Picture(style, "style", features));
        float[] pixels = Values(content);
        var target = Evaluated(content, workers, picture => [features.Layers(picture)[features.ContentLayer]])[0];
        var grams = Evaluated(style, workers, picture => [.. features.Layers(picture).Select(StyleLoss.Gram)]);
        using var image = new Parameter("picture", PictureShape(content));
        pixels.CopyTo(image.Values);
        if (settings.FromNoise)
        {
            var random = RandomUse.Samples.Random(settings.Seed);
            foreach (ref float value in image.Values)
            {
                value = (float)(0.25 * random.NextNormal());
            }
        }

        var layers = features.Layers(image);
        var contentLoss = StyleLoss.Content(layers[features.ContentLayer], target);
        var styleLoss = StyleLoss.Style(layers, grams);
        using var optimiser = new Adam([image]);
        using var graph = CompiledGraph.Compile(
            [contentLoss, styleLoss],
            optimiser.Minimise((contentLoss * (float)settings.ContentWeight) + styleLoss),
            new CompiledGraphOptions(workers)
        );
        (float Content, float Style) first = (0, 0);
        for (int step = 0; step < settings.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            optimiser.Step(graph, settings.LearningRate);
            first = step == 0 ? (graph.ReadScalar(contentLoss), graph.ReadScalar(styleLoss)) : first;
            progress?.Report(
                new TrainingProgress { Phase = RunPhase.Sampling, Fraction = (step + 1.0) / settings.Steps }
            );
        }

        return new StyledPicture(
            Picture(image.Values, content.Shape),
            graph.ReadScalar(contentLoss),
            graph.ReadScalar(styleLoss),
            first.Style
        );
    }

    private static Shape PictureShape(ImageSet picture) => [1, Channels, picture.Shape.Height, picture.Shape.Width];

    private static float[] Values(ImageSet picture)
    {
        var values = new float[picture.Shape.Length];
        ImageRow.Write(picture[0], picture.Shape, values);
        return values;
    }

    private static ImageSet Picture(ReadOnlySpan<float> values, ImageShape shape)
    {
        var pixels = new byte[values.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(Math.Round((values[i] + 1) * 127.5), 0, 255);
        }

        return new ImageSet(shape, pixels);
    }

    // The values of a function of one picture, as constants.
    private static Tensor[] Evaluated(ImageSet picture, WorkerPool? workers, Func<Tensor, Tensor[]> function)
    {
        using var image = new Parameter("picture", PictureShape(picture));
        Values(picture).CopyTo(image.Values);
        var found = function(image);
        using var graph = CompiledGraph.Compile(found, options: new CompiledGraphOptions(workers));
        graph.Run();
        return Array.ConvertAll(
            found,
            tensor =>
            {
                var values = new float[tensor.Shape.Count];
                graph.Read(tensor, values);
                return Tensor.Constant(tensor.Shape, values);
            }
        );
    }

    private static ImageSet Picture(ImageSet images, string which, StyleFeatures features) =>
        images.Count != 1 ? throw new LikenessException($"the {which} is {images.Count} pictures (give one)")
        : Math.Min(images.Shape.Height, images.Shape.Width) < features.MinSide
            ? throw new LikenessException(
                $"the picture of the {which} is of {images.Shape}, and its sides must be of {features.MinSide} pixels or more (give a larger --size)"
            )
        : InColour.Apply(images);

    private sealed class Lessons(IProgress<TrainingProgress> progress) : IProgress<ImageClassifierProgress>
    {
        public void Report(ImageClassifierProgress value) =>
            progress.Report(
                new TrainingProgress { Phase = RunPhase.Preparing, Fraction = value.Step / (double)value.Steps }
            );
    }
}
