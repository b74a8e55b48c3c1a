using Likeness.Compute.Compilation;
using Likeness.Models.Baselines;

namespace Likeness.Models.Autoencoders;

/// <summary>The mixture that an autoencoder's latents are sampled from, fitted after training. Ghosh et al. 2020, arXiv:1903.12436, §4.</summary>
internal static class LatentMixture
{
    /// <summary>The most rows: EM takes time in proportion to them, and so many give each of some hundred components enough.</summary>
    public const int MaxRows = 40_000;

    /// <summary>The rows by which the time of a fit is measured: EM of fewer rows for each component converges at once.</summary>
    public const int TimedRows = 8192;

    private const int FirstCentres = 2;
    private const double Floor = 1e-4;

    // The likelihood is flat from here on.
    private const int Iterations = 40;

    // Rows per batch.
    private const int Batch = 512;

    /// <summary>Fits a mixture to the latents of the training rows.</summary>
    /// <param name="mixture">As wide as a latent vector.</param>
    /// <param name="fit">The rows.</param>
    /// <param name="model">The encoder.</param>
    /// <param name="components">Components at most, or exactly.</param>
    /// <param name="chooses">Whether fewer may be chosen, by the likelihood of validation rows.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void FitCodes<TModel>(
        this GaussianMixture mixture,
        FitRows fit,
        TModel model,
        int components,
        bool chooses
    )
        where TModel : GenerativeModel, ILatentModel
    {
        using var encode = new BatchFunction(
            "rows",
            model.Dimensions,
            model.Encode,
            new CompiledGraphOptions(fit.Workers)
        );
        mixture.Fit(
            fit with
            {
                Train = Codes(fit.Train, MaxRows),
                Validation = Codes(fit.Validation, int.MaxValue),
            },
            new MixtureSearch(components, chooses && components > 1, FirstCentres, Floor, Iterations)
        );

        // Evenly spaced rows, where there are more than wanted.
        float[] Codes(ReadOnlyMemory<float> rows, int max)
        {
            int width = model.Dimensions;
            int all = rows.Length / width;
            int taken = Math.Min(all, max);
            var codes = new float[taken * model.LatentDimensions];
            var batch = new float[taken == all ? 0 : Batch * width];
            for (int first = 0; first < taken; first += Batch)
            {
                fit.CancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(Batch, taken - first);
                for (int i = 0; i < count && taken < all; i++)
                {
                    int row = (int)((long)(first + i) * all / taken);
                    rows.Span.Slice(row * width, width).CopyTo(batch.AsSpan(i * width));
                }

                encode.EvaluateEach(
                    taken == all ? rows.Span.Slice(first * width, count * width) : batch.AsSpan(0, count * width),
                    codes.AsSpan(first * model.LatentDimensions, count * model.LatentDimensions)
                );
            }

            return codes;
        }
    }
}
