using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Images;

/// <content>Inpaints images.</content>
public sealed partial class ImageModel
{
    /// <summary>Whether the model can inpaint.</summary>
    public bool CanInpaint => Model is IImputer;

    /// <summary>How missing values are sampled: <c>exact</c>, or the kind of approximation.</summary>
    /// <exception cref="LikenessException">The model cannot inpaint.</exception>
    public string InpaintingKind => RequireImputer().ImputationKind;

    /// <summary>Inpaints images, each with its own random numbers.</summary>
    /// <param name="images">Images of the run's sizes.</param>
    /// <param name="known">[channel · row · column, and the class if it is learned]: whether a value is known.</param>
    /// <param name="seed">Another seed gives others.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model cannot, or the images are of other sizes.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImageSet Inpaint(
        ImageSet images,
        IReadOnlyList<bool> known,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        RequireImputer();
        ArgumentOutOfRangeException.ThrowIfNotEqual(known.Count, Transform.Width);
        RequireFit(images);
        using var imputer = new Imputer(Model, trained.Pool, Chunk);
        var isKnown = new float[Chunk * Transform.Width];
        for (int i = 0; i < isKnown.Length; i++)
        {
            isKnown[i] = known[i % Transform.Width] ? 1 : 0;
        }

        var rows = new float[Chunk * Transform.Width];
        var inpainted = new float[rows.Length];
        return Collect(
            images.Count,
            RunPhase.Sampling,
            (first, part, which) =>
            {
                Transform.Forward(images, which, rows.AsSpan(0, part * Transform.Width));
                imputer.Impute(rows, isKnown, inpainted, first / Chunk, seed);
                return Transform.Inverse(inpainted.AsSpan(0, part * Transform.Width));
            },
            progress,
            cancellationToken
        );
    }

    private IImputer RequireImputer() =>
        Model as IImputer
        ?? throw new LikenessException(
            "the run's model cannot inpaint (choose one that can, such as pixelcnn or vanilla-vae)"
        );
}
