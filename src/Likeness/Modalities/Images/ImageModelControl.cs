using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <content>Samples images under maps, such as edges, where the model has a control network.</content>
public sealed partial class ImageModel
{
    private const byte Bright = 128;

    /// <summary>Whether the model has a control network.</summary>
    public bool CanSampleUnderMaps => Model is IControlledModel { IsControlled: true };

    /// <summary>The maps of images that the run's control network reads, such as their edges.</summary>
    /// <param name="images">Images of the run's sizes.</param>
    /// <returns>White on black, of one channel.</returns>
    /// <exception cref="LikenessException">The model has no control network, or the images are of other sizes.</exception>
    public ImageSet MapsOf(ImageSet images)
    {
        var controlled = Controlled();
        Transform.RequireShape(images.Shape);

        // The class, where one is learned, has no influence on a map.
        var unlabelled = Transform with
        {
            LearnsClass = false,
        };
        var shape = new ImageShape(1, Transform.Shape.Height, Transform.Shape.Width);
        var pixels = new byte[images.Count * shape.Length];
        var (rows, maps) = (new float[unlabelled.Width], new float[shape.Length]);
        using var function = new BatchFunction(
            "images",
            unlabelled.Width,
            values => controlled.MapsOf(WithAnyClass(values)),
            new CompiledGraphOptions(trained.Pool)
        );
        for (int i = 0; i < images.Count; i++)
        {
            unlabelled.Forward(images, [i], rows);
            function.EvaluateEach(rows, maps);
            for (int k = 0; k < maps.Length; k++)
            {
                pixels[(i * shape.Length) + k] = (byte)Math.Round(maps[k] * byte.MaxValue);
            }
        }

        return new ImageSet(shape, pixels);
    }

    /// <summary>Samples images that follow maps. An image depends only on the weights, its map, its class, the seed and its index.</summary>
    /// <param name="maps">Maps, as of <see cref="MapsOf"/>; image i follows map i modulo their number.</param>
    /// <param name="count">The number of images.</param>
    /// <param name="className">A class; null for all with equal probability.</param>
    /// <param name="seed">Another seed gives other images.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model has no control network, the maps are of other sizes, or there is no such class.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImageSet SampleUnder(
        ImageSet maps,
        int count,
        string? className = null,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var controlled = Controlled();
        int length = Transform.Shape.Height * Transform.Shape.Width;
        if (maps.Count == 0 || maps.Shape.Height != Transform.Shape.Height || maps.Shape.Width != Transform.Shape.Width)
        {
            throw new LikenessException(
                $"the maps are of {maps.Shape}, but the run was trained on {Transform.Shape} (give maps of that height and width)"
            );
        }

        if (className is not null && !Transform.LearnsClass)
        {
            throw new LikenessException(
                $"the run's model learned no classes, so '{className}' cannot be sampled (leave it out)"
            );
        }

        int? of = className is null ? null : ImageLabel.NumberOf(Transform.Classes, className);
        return SampleUnder(
            count,
            length,
            rows => controlled.SampleUnder(rows, of is { } one ? Tensor.Constant([rows.Shape[0]], one) : null),
            (index, row) => Fill(maps[index % maps.Count], row),
            seed,
            progress,
            cancellationToken
        );
    }

    private delegate void ConditionOf(int index, Span<float> row);

    private ImageSet SampleUnder(
        int count,
        int width,
        Func<Tensor, Tensor> model,
        ConditionOf fill,
        ulong seed,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var options = new CompiledGraphOptions(trained.Pool, RandomUse.Samples.Seed(seed));
        using var sample = new BatchFunction("conditions", width, model, options);
        var (asked, sampled) = (new float[Chunk * width], new float[Chunk * Transform.Width]);
        return Collect(
            count,
            RunPhase.Sampling,
            (first, part, _) =>
            {
                for (int i = 0; i < Chunk; i++)
                {
                    fill(first + i, asked.AsSpan(i * width, width));
                }

                sample.Evaluate(asked, sampled, (ulong)(first / Chunk));
                return Transform.Inverse(sampled.AsSpan(0, part * Transform.Width));
            },
            progress,
            cancellationToken
        );
    }

    private static void Fill(ReadOnlySpan<byte> map, Span<float> values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = map[k] >= Bright ? 1 : 0; // of several channels, the first
        }
    }

    private Tensor WithAnyClass(Tensor values) =>
        Transform.LearnsClass ? Tensor.Concatenate(1, values, Tensor.Constant([values.Shape[0], 1], 0)) : values;

    private IControlledModel Controlled() =>
        Model is IControlledModel { IsControlled: true } controlled
            ? controlled
            : throw new LikenessException(
                $"{trained.Folder.FullPath}: the run has no control network (add one: likeness adapt {trained.Folder.FullPath} --control edges)"
            );
}
