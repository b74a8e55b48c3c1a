using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Images;

/// <summary>The capabilities of a model of images. It is valid as long as its model and equally thread-safe (see <see cref="TrainedModel"/>).</summary>
public sealed partial class ImageModel
    : ModelView,
        ISampler<ImageSet>,
        IScorer<ImageSet>,
        IReconstructor<ImageSet>,
        ILatentSpace<ImageSet>
{
    /// <summary>Batch size of sampling, scoring and encoding.</summary>
    internal const int Chunk = 64;

    private readonly TrainedModel trained;
    private readonly Coder coder;

    internal ImageModel(TrainedModel model)
    {
        trained = model;
        Transform = ImageTransform.FromJson(model.Record.Transform);
        coder = new Coder(model.Model, model.Pool, Chunk);
    }

    /// <summary>Converts between pixels and model space.</summary>
    public ImageTransform Transform { get; }

    /// <inheritdoc/>
    public int LatentWidth => coder.Width;

    private GenerativeModel Model => trained.Model;

    /// <inheritdoc/>
    public override bool Supports(Type capability) =>
        CanEdit ? capability == typeof(ISampler<ImageSet>) || capability == typeof(ImageModel)
        : capability == typeof(IScorer<ImageSet>) ? HasDensity
        : capability == typeof(IReconstructor<ImageSet>) ? Coder.Reconstructs(Model)
        : capability == typeof(ILatentSpace<ImageSet>) ? Coder.Decodes(Model)
        : true;

    /// <summary>Reads the images of the run.</summary>
    /// <exception cref="LikenessException">They cannot be read, or have changed.</exception>
    public DataSplit<ImageSet> LoadData()
    {
        var data = ((ImageModality)trained.Modality).Reload(trained.Record, trained.Options);
        return data with
        {
            Train = Transform.Unpad(data.Train),
            Validation = Transform.Unpad(data.Validation),
            Test = Transform.Unpad(data.Test),
        };
    }

    /// <inheritdoc/>
    public ImageSet Sample(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        using var sampler = new RowSampler(Model, Chunk, trained.Pool);
        return Collect(
            count,
            RunPhase.Sampling,
            (first, part, _) => Transform.Inverse(sampler.Sample(first / Chunk, seed)[..(part * Transform.Width)]),
            progress,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public ImageSet Reconstruct(
        ImageSet examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        RequireFit(examples);
        return Collect(
            examples.Count,
            RunPhase.Coding,
            (_, _, which) => Transform.Inverse(coder.Reconstruct(Rows(examples, which))),
            progress,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public float[] Encode(ImageSet examples)
    {
        RequireFit(examples);
        return coder.Encode(Rows(examples, [.. Enumerable.Range(0, examples.Count)]));
    }

    /// <inheritdoc/>
    public ImageSet Decode(float[] latents)
    {
        RequireNoEdits();
        return Transform.Inverse(coder.Decode(latents));
    }

    /// <inheritdoc/>
    public float[] SampleLatents(int count, ulong seed = 0)
    {
        RequireNoEdits();
        return coder.Sample(count, seed);
    }

    /// <summary>The latent vector of a number, from 1, among those of <see cref="SampleLatents"/>.</summary>
    /// <exception cref="LikenessException">The number is too large, or the model has no latent vectors.</exception>
    internal float[] SampleLatent(int number, ulong seed)
    {
        RequireNoEdits();
        return coder.SampleOne(number, seed);
    }

    // The rows of a run that edits hold the picture before, which only its own task provides.
    private void RequireNoEdits()
    {
        if (CanEdit)
        {
            throw new LikenessException(
                $"{trained.Folder.FullPath}: this run samples and edits only (see 'likeness sample {trained.Folder.FullPath} --help')"
            );
        }
    }

    private void RequireFit(ImageSet images)
    {
        RequireNoEdits();
        Transform.RequireShape(images.Shape);

        if (Transform.LearnsClass && images.Labels.Count == 0)
        {
            throw new LikenessException(
                "the images have no classes, which the run's model needs (give a folder for each class)"
            );
        }
    }

    private float[] Rows(ImageSet images, int[] which, DequantisationNoise? noise = null)
    {
        var rows = new float[which.Length * Transform.Width];
        Transform.Forward(images, which, rows, noise);
        return rows;
    }

    private ImageSet Collect(
        int count,
        RunPhase phase,
        Func<int, int, int[], ImageSet> make,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        byte[] pixels = ImageSet.Allocate(count, Transform.SampleShape, "give fewer at once");
        var classes = new int[Transform.LearnsClass ? count : 0];
        InChunks(
            count,
            phase,
            (first, part, which) =>
            {
                var made = make(first, part, which);
                made.Pixels.CopyTo(pixels.AsSpan(first * Transform.SampleShape.Length));
                if (Transform.LearnsClass)
                {
                    made.Labels[0].Values.CopyTo(classes.AsSpan(first));
                }
            },
            progress,
            cancellationToken
        );
        return new ImageSet(
            Transform.SampleShape,
            pixels,
            Transform.LearnsClass ? [new ImageLabel(ClassLabel.Name, Transform.Classes, classes)] : []
        );
    }

    private static void InChunks(
        int count,
        RunPhase phase,
        Action<int, int, int[]> work,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        for (int first = 0; first < count; first += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int part = Math.Min(Chunk, count - first);
            work(first, part, [.. Enumerable.Range(first, part)]);
            progress?.Report(new TrainingProgress { Phase = phase, Fraction = (first + part) / (double)count });
        }
    }
}
