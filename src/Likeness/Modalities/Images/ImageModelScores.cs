using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Images;

/// <content>Scores images, and ranks them by their scores.</content>
public sealed partial class ImageModel
{
    /// <summary>Whether the model has densities of images.</summary>
    public bool HasDensity => Model is IDensityModel && !CanEdit;

    /// <summary>
    /// Whether the density bounds the probability of an image's bytes: pixels are dequantised, or levels with probabilities. Else it is a density at the
    /// points of a grid, which can be arbitrarily large, and bits per dimension mean nothing.
    /// </summary>
    internal bool BoundsBytes => HasDensity && (Transform.Scale.LevelWidth() == 0 || Model is ILevelLikelihood);

    /// <summary>Whether a density requires the solution of a differential equation, which takes as long as many training steps.</summary>
    internal bool IntegratesDensity => Model is ProbabilityFlow;

    /// <summary>
    /// The log-probability of the bytes of each image, or a bound on it, in nats per image; see <see cref="ImageTransform.LogJacobian"/>.
    /// </summary>
    /// <param name="examples">Images of the run's sizes.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The images are of other sizes, or the model gives no density.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowScores Score(
        ImageSet examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        RequireFit(examples);
        var density =
            Model as IDensityModel
            ?? throw new LikenessException(
                "this model has no density, so images cannot be scored (choose another, such as vanilla-vae)"
            );
        return Score(density, examples, progress, cancellationToken);
    }

    /// <summary>The error of densities that solve a differential equation, measured on a few images; null for other densities.</summary>
    internal SolverError? SolverErrorOf(ImageSet images, CancellationToken cancellationToken)
    {
        if (Model is not ProbabilityFlow flow)
        {
            return null;
        }

        var some = images.First(SolverError.Rows);
        var scores = Score(flow, some, progress: null, cancellationToken);
        var finer = Score(flow.Refined(), some, progress: null, cancellationToken);
        return SolverError.Between(scores, finer, Transform.Width);
    }

    private RowScores Score(
        IDensityModel density,
        ImageSet examples,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var options = new CompiledGraphOptions(trained.Pool, RandomUse.Scores.Seed(trained.Record.Seed));
        using var logDensity = new BatchFunction("images", Transform.Width, density.LogDensity, options);
        var noise = new DequantisationNoise(trained.Record.Seed, RandomUse.EvaluationDequantisation.Stream());
        double[] inPixels = new double[examples.Count];
        double[] inModel = new double[examples.Count];
        var found = new float[Chunk];
        InChunks(
            examples.Count,
            RunPhase.Scoring,
            (first, part, which) =>
            {
                float[] rows = Rows(examples, which, noise);
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
    /// Ranks images by their typicality: by the log-probability of their bytes or a bound on it, else by the model's own score, else by their
    /// reconstruction error. A threshold at a rate of false alarms comes from the validation images, see <see cref="RowRanking"/>.
    /// </summary>
    /// <param name="images">Images of the run's sizes.</param>
    /// <param name="falseAlarm">The tolerated rate of false alarms; null for no threshold.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The images are of other sizes, the model cannot score, or there are too few validation images.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowRanking Rank(
        ImageSet images,
        double? falseAlarm = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var validation = falseAlarm is null ? null : LoadData().Validation;
        if (validation is not null)
        {
            RowRanking.Allowed(falseAlarm!.Value, validation.Count); // refused before the work
        }

        var (scores, transformed, kind) = ScoreOrRate(images, progress, cancellationToken);
        double[]? known = validation is null ? null : ScoreOrRate(validation, progress, cancellationToken).Scores;
        return RowRanking.Create(scores, transformed, kind, HasDensity, known, falseAlarm) with
        {
            SolverError = HasDensity ? SolverErrorOf(images, cancellationToken) : null,
        };
    }

    // The log-density if there is one, else the model's own score.
    private (double[] Scores, double[] Transformed, string Kind) ScoreOrRate(
        ImageSet images,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (HasDensity)
        {
            var density = Score(images, progress, cancellationToken);
            return ([.. density.LogDensity], [.. density.LogDensityTransformed], density.Kind);
        }

        RequireFit(images);
        var (score, kind) = Typicality();
        using var function = new BatchFunction(
            "images",
            Transform.Width,
            score,
            new CompiledGraphOptions(trained.Pool)
        );
        double[] scores = new double[images.Count];
        var found = new float[Chunk];
        InChunks(
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
        return (scores, [], kind);
    }

    private (Func<Tensor, Tensor> Score, string Kind) Typicality() =>
        Model switch
        {
            IScorer own => (own.Score, own.ScoreKind),
            IReconstructor back => (
                rows => -(back.Reconstruct(rows) - rows).Square().Sum([1]),
                "minus the squared reconstruction error"
            ),
            _ => throw new LikenessException(
                "this model neither scores images nor reconstructs them (choose another, such as vanilla-vae)"
            ),
        };
}
