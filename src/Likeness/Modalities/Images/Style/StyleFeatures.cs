using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Nn;

namespace Likeness.Modalities.Images.Style;

/// <summary>
/// The layers of a network that classifies textures and their colours, with frozen norms, each channel divided by its mean over textures, as Gatys et al. 2015, arXiv:1508.06576 scale
/// theirs.
/// </summary>
internal sealed class StyleFeatures : IDisposable
{
    // Textures over which a channel's mean is taken.
    private const int ScaledBy = 240;
    private const float LeastMean = 1e-4f;

    private static readonly ImageClassifierSettings Lessons = new()
    {
        Network = ClassifierNetwork.Textures,
        Images = 24_000,
        Batch = 64,
        LearningRate = 2e-3,
    };

    private readonly IDisposable owner;
    private readonly TextureNetwork network;
    private readonly Tensor[] scales;

    /// <summary>Scales the layers of a network.</summary>
    /// <param name="network">With its weights.</param>
    /// <param name="owner">What holds the weights, and is disposed of with this.</param>
    /// <param name="textures">Images over which the means are taken, of three channels.</param>
    /// <param name="workers">Who computes; null for the calling thread.</param>
    public StyleFeatures(TextureNetwork network, IDisposable owner, ImageSet textures, WorkerPool? workers)
    {
        (this.network, this.owner) = (network, owner);
        scales = Scales(textures, workers);
    }

    /// <summary>The layer of the content, the last but one.</summary>
    public int ContentLayer => Math.Max(0, network.Depth - 2);

    /// <summary>The least side of a picture.</summary>
    public int MinSide => 1 << network.Depth;

    /// <summary>The layers of the texture classifier, which is trained if it is not stored.</summary>
    /// <param name="settings">Seed, threads and the folder of stored classifiers.</param>
    /// <param name="workers">Who computes the means.</param>
    /// <param name="progress">Receives the progress of a training.</param>
    /// <param name="cancellationToken">Stops a training.</param>
    public static StyleFeatures Create(
        StyleSettings settings,
        WorkerPool? workers,
        IProgress<ImageClassifierProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var textures = WithColours(TexturesDataset.Generate(settings.Seed, new TexturesDataset().Counts.Train));
        var some = textures.Take([.. Enumerable.Range(0, ScaledBy)]);
        if (settings.RandomFeatures)
        {
            var parameters = new ParameterSet();
            var scope = new ParameterScope(parameters, settings.Seed);
            var random = new TextureNetwork(scope, textures.Shape, textures.Labels[0].Classes.Count);
            return new StyleFeatures(random, parameters, some, workers);
        }

        var lessons = Lessons with { Seed = settings.Seed, Threads = settings.Threads };
        var classifier = settings.ClassifierFolder is { } folder
            ? ImageClassifier.LoadOrTrain(folder, textures, lessons, progress, cancellationToken)
            : ImageClassifier.Train(textures, lessons, progress, cancellationToken);
        return new StyleFeatures((TextureNetwork)classifier.Network, classifier, some, workers);
    }

    /// <summary>The scaled outputs of each convolution: [1, N, height, width] each.</summary>
    /// <param name="picture">[1, 3, height, width], from −1 to 1.</param>
    public IReadOnlyList<Tensor> Layers(Tensor picture) =>
        [.. network.Layers(picture, ForwardPass.Inference).Zip(scales, (layer, scale) => layer * scale)];

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();

    /// <summary>Textures that are also labelled by the level of each channel: a classifier of kinds alone would learn to ignore colours.</summary>
    private static ImageSet WithColours(ImageSet textures)
    {
        var (shape, all) = (textures.Shape, Enumerable.Range(0, textures.Count));
        int plane = shape.Height * shape.Width;
        int Level(int image, int channel)
        {
            long sum = 0;
            foreach (byte value in textures[image].Slice(channel * plane, plane))
            {
                sum += value;
            }

            return (int)(sum / plane) switch
            {
                < 96 => 0,
                < 144 => 1,
                _ => 2,
            };
        }

        var levels = Enumerable
            .Range(0, shape.Channels)
            .Select(c => new ImageLabel($"channel {c}", ["low", "middle", "high"], [.. all.Select(i => Level(i, c))]));
        return new ImageSet(shape, textures.Pixels, [textures.Labels[0], .. levels]);
    }

    private Tensor[] Scales(ImageSet textures, WorkerPool? workers)
    {
        var shape = textures.Shape;
        Tensor Means(Tensor rows) =>
            Tensor.Concatenate(
                1,
                [
                    .. network
                        .Layers(
                            rows.Reshape([rows.Shape[0], shape.Channels, shape.Height, shape.Width]),
                            ForwardPass.Inference
                        )
                        .Select(layer => layer.Mean([2, 3])),
                ]
            );
        int[] widths =
        [
            .. network
                .Layers(Tensor.Input("probe", [1, shape.Channels, shape.Height, shape.Width]), ForwardPass.Inference)
                .Select(layer => layer.Shape[1]),
        ];
        int width = widths.Sum();
        var rows = new float[textures.Count * shape.Length];
        for (int i = 0; i < textures.Count; i++)
        {
            ImageRow.Write(textures[i], shape, rows.AsSpan(i * shape.Length, shape.Length));
        }

        var means = new float[textures.Count * width];
        using var function = new BatchFunction("images", shape.Length, Means, new CompiledGraphOptions(workers));
        function.EvaluateEach(rows, means);
        var found = new List<Tensor>();
        int first = 0;
        foreach (int channels in widths)
        {
            int start = first;
            found.Add(
                Tensor.Constant(
                    [1, channels, 1, 1],
                    [.. Enumerable.Range(start, channels).Select(channel => 1 / Math.Max(LeastMean, Mean(channel)))]
                )
            );
            first += channels;
        }

        return [.. found];

        float Mean(int channel) => Enumerable.Range(0, textures.Count).Average(i => means[(i * width) + channel]);
    }
}
