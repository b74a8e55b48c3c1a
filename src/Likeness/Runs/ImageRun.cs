using Likeness.Compute.Compilation;
using Likeness.Data;
using Likeness.Data.Images;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Sampling;
using Likeness.Sampling.Latents;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>What a run of images can do. It lasts as long as its run; one thread may use it at a time.</summary>
public sealed partial class ImageRun
{
    /// <summary>Images that are drawn, scored, or sent through codes together.</summary>
    private const int Chunk = 64;

    private readonly Run run;
    private readonly Coder coder;

    /// <summary>Looks at a run as one of images.</summary>
    /// <exception cref="LikenessException">The run is of something else.</exception>
    public ImageRun(Run run)
    {
        run.Require(DataKind.Images);
        this.run = run;
        Transform = ImageTransform.FromJson(run.Record.Transform);
        coder = new Coder(run.Model, run.Pool, Chunk);
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => run.Folder;

    /// <summary>The content of the run's run.json.</summary>
    public RunRecord Record => run.Record;

    /// <summary>Between pixels and model space.</summary>
    public ImageTransform Transform { get; }

    /// <summary>Whether the model gives densities of images.</summary>
    public bool HasDensity => run.Model is IDensityModel;

    /// <summary>Whether a density takes a differential equation, and so as long as many training steps.</summary>
    internal bool IntegratesDensity => run.Model is ProbabilityFlow;

    /// <summary>Whether images can be sent through the model and come back.</summary>
    public bool CanReconstruct => Coder.Reconstructs(run.Model);

    /// <summary>Whether the model makes images of codes.</summary>
    public bool CanDecode => Coder.Decodes(run.Model);

    /// <summary>Whether the model draws what is missing of an image.</summary>
    public bool CanInpaint => run.Model is IImputer;

    /// <summary>How what is missing is drawn.</summary>
    /// <exception cref="LikenessException">The model cannot draw it.</exception>
    public string InpaintingKind => Inpaints().ImputationKind;

    /// <summary>Numbers of a code.</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public int LatentWidth => coder.Width;

    /// <summary>Reads the images that the run was made from.</summary>
    /// <exception cref="LikenessException">They cannot be read, or have changed.</exception>
    public ImageData LoadData() => ImageData.Load(run.Record, run.Options.Size);

    /// <summary>Draws images. An image depends on the weights, the seed and its number alone: fewer are the beginning of more.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed gives other images.</param>
    /// <param name="progress">Told as images are drawn.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model draws what is not a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImageSet Sample(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        using var sampler = new RowSampler(run.Model, Chunk, run.Pool);
        return Collected(
            count,
            RunPhase.Sampling,
            (first, part, _) => Transform.Inverse(sampler.Sample(first / Chunk, seed)[..(part * Transform.Width)]),
            progress,
            cancellationToken
        );
    }

    /// <summary>Draws what is missing of images, each by its own random numbers.</summary>
    /// <param name="images">Images of the run's sizes.</param>
    /// <param name="known">[channel · row · column, and the class where it is learned]: whether a value is given.</param>
    /// <param name="seed">Another seed gives others.</param>
    /// <param name="progress">Told as images are completed.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model cannot, or the images are of other sizes.</exception>
    public ImageSet Inpaint(
        ImageSet images,
        IReadOnlyList<bool> known,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        Inpaints();
        ArgumentOutOfRangeException.ThrowIfNotEqual(known.Count, Transform.Width);
        Fitting(images);
        using var imputer = new Imputer(run.Model, run.Pool, Chunk);
        var isGiven = new float[Chunk * Transform.Width];
        for (int i = 0; i < isGiven.Length; i++)
        {
            isGiven[i] = known[i % Transform.Width] ? 1 : 0;
        }

        var rows = new float[Chunk * Transform.Width];
        var completed = new float[rows.Length];
        return Collected(
            images.Count,
            RunPhase.Sampling,
            (first, part, which) =>
            {
                Transform.Forward(images, which, rows.AsSpan(0, part * Transform.Width));
                imputer.Impute(rows, isGiven, completed, first / Chunk, seed);
                return Transform.Inverse(completed.AsSpan(0, part * Transform.Width));
            },
            progress,
            cancellationToken
        );
    }

    /// <summary>What comes back of images through the model's bottleneck, or through its codes, without noise.</summary>
    /// <exception cref="LikenessException">The images are of other sizes, or the model has no way back.</exception>
    public ImageSet Reconstruct(
        ImageSet images,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        Fitting(images);
        return Collected(
            images.Count,
            RunPhase.Coding,
            (_, _, which) => Transform.Inverse(coder.Reconstruct(Rows(images, which))),
            progress,
            cancellationToken
        );
    }

    /// <summary>The codes of images: [images × <see cref="LatentWidth"/>].</summary>
    /// <exception cref="LikenessException">The images are of other sizes, or the model knows no codes of images.</exception>
    public float[] Encode(ImageSet images)
    {
        Fitting(images);
        return coder.Encode(Rows(images, [.. Enumerable.Range(0, images.Count)]));
    }

    /// <summary>The images that codes stand for, without noise.</summary>
    /// <param name="latents">[images × <see cref="LatentWidth"/>].</param>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public ImageSet Decode(float[] latents) => Transform.Inverse(coder.Decode(latents));

    /// <summary>Codes from N(0, I): [count × <see cref="LatentWidth"/>].</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public float[] SampleLatents(int count, ulong seed = 0) => coder.Sample(count, seed);

    /// <summary>
    /// Says how likely the model holds images: the log-probability of their bytes, or a bound on it, see
    /// <see cref="ImageTransform.LogJacobian"/>. In nats an image.
    /// </summary>
    /// <exception cref="LikenessException">The images are of other sizes, or the model gives no density.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowScores Score(
        ImageSet images,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        Fitting(images);
        var density =
            run.Model as IDensityModel
            ?? throw new LikenessException(
                "this model gives no density, so that its images cannot be scored (choose another, such as vanilla-vae)"
            );
        var options = new CompiledGraphOptions(run.Pool, RandomUse.Scores.Seed(run.Record.Seed));
        using var logDensity = new BatchFunction("images", Transform.Width, density.LogDensity, options);
        var noise = new DequantisationNoise(run.Record.Seed, RandomUse.HeldOutDequantisation.Stream());
        double[] inPixels = new double[images.Count];
        double[] inModel = new double[images.Count];
        var found = new float[Chunk];
        Chunks(
            images.Count,
            RunPhase.Scoring,
            (first, part, which) =>
            {
                float[] rows = Rows(images, which, noise);
                logDensity.EvaluateEach(rows, found.AsSpan(0, part), (ulong)(first / Chunk));
                for (int i = 0; i < part; i++)
                {
                    inModel[first + i] = found[i];
                    inPixels[first + i] =
                        found[i] + Transform.LogJacobian(rows.AsSpan(i * Transform.Width, Transform.Width));
                }
            },
            progress,
            cancellationToken
        );
        return new RowScores(inPixels, inModel, density.DensityKind);
    }

    /// <summary>
    /// Ranks images by how unusual the model finds them: by the log-probability of their bytes or a bound on it, else by the model's own score,
    /// else by how far off they come back.
    /// </summary>
    /// <param name="images">Images of the run's sizes.</param>
    /// <param name="falseAlarm">The share of images like the data that may be flagged, see <see cref="RunRanking.Rank"/>; null for no threshold.</param>
    /// <param name="progress">Told as images are scored.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The images are of other sizes, the model cannot score, or there are too few held-out images.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowRanking Rank(
        ImageSet images,
        double? falseAlarm = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        double? threshold = null;
        if (falseAlarm is { } rate)
        {
            var test = LoadData().Test;
            int allowed = RunRanking.Allowed(rate, test.Count);
            double[] known = Scored(test).Scores;
            Array.Sort(known);
            threshold = known[allowed];
        }

        var (scores, transformed, kind) = Scored(images);
        return new RowRanking(scores, transformed, kind, HasDensity, RunRanking.Ranks(scores), threshold);

        (double[] Scores, double[] Transformed, string Kind) Scored(ImageSet set)
        {
            if (HasDensity)
            {
                var density = Score(set, progress, cancellationToken);
                return ([.. density.LogDensity], [.. density.LogDensityTransformed], density.Kind);
            }

            var (found, what) = Typicality(set, progress, cancellationToken);
            return (found, [], what);
        }
    }

    private (double[] Scores, string Kind) Typicality(
        ImageSet images,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        Fitting(images);
        var (score, kind) = run.Model switch
        {
            IScorer own => (own.Score, own.ScoreKind),
            IReconstructor back => (
                (Func<Compute.Graph.Tensor, Compute.Graph.Tensor>)(x => -(back.Reconstruct(x) - x).Square().Sum([1])),
                "minus the squared error of what comes back"
            ),
            _ => throw new LikenessException(
                "this model neither scores images nor sends them through a code (choose another, such as vanilla-vae)"
            ),
        };
        using var function = new BatchFunction("images", Transform.Width, score, new CompiledGraphOptions(run.Pool));
        double[] scores = new double[images.Count];
        var found = new float[Chunk];
        Chunks(
            images.Count,
            RunPhase.Scoring,
            (first, part, which) =>
            {
                function.EvaluateEach(Rows(images, which), found.AsSpan(0, part), (ulong)(first / Chunk));
                for (int i = 0; i < part; i++)
                {
                    scores[first + i] = found[i];
                }
            },
            progress,
            cancellationToken
        );
        return (scores, kind);
    }

    private IImputer Inpaints() =>
        run.Model as IImputer
        ?? throw new LikenessException(
            "the run's model cannot draw what is missing of an image (choose one that can, such as pixelcnn or vanilla-vae)"
        );

    private void Fitting(ImageSet images)
    {
        if (images.Shape != Transform.Shape)
        {
            throw new LikenessException(
                $"the images are of {images.Shape}, but the run was trained on {Transform.Shape} (give images of those sizes)"
            );
        }

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

    private ImageSet Collected(
        int count,
        RunPhase phase,
        Func<int, int, int[], ImageSet> make,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var pixels = new byte[checked(count * Transform.Shape.Length)];
        var classes = new int[Transform.LearnsClass ? count : 0];
        Chunks(
            count,
            phase,
            (first, part, which) =>
            {
                var made = make(first, part, which);
                made.Pixels.CopyTo(pixels.AsSpan(first * Transform.Shape.Length));
                if (Transform.LearnsClass)
                {
                    made.Labels[0].Values.CopyTo(classes.AsSpan(first));
                }
            },
            progress,
            cancellationToken
        );
        return new ImageSet(
            Transform.Shape,
            pixels,
            Transform.LearnsClass
                ? [new ImageLabel(Data.Images.Datasets.ClassLabel.Name, Transform.Classes, classes)]
                : []
        );
    }

    private static void Chunks(
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
