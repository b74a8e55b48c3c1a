using Likeness.Compute.Compilation;
using Likeness.Models.Baselines;

namespace Likeness.Models.Autoencoders;

/// <summary>The mixture that an autoencoder's latents are sampled from, fitted after training. Ghosh et al. 2020, arXiv:1903.12436, §4.</summary>
internal static class LatentMixture
{
    private const int FirstCentres = 2;
    private const double Floor = 1e-4;

    // EM takes time in proportion to rows; so many give each of a hundred components enough.
    private const int MaxRows = 20_000;

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
                Train = Codes(Some(fit.Train)),
                Validation = Codes(fit.Validation),
            },
            new MixtureSearch(components, chooses && components > 1, FirstCentres, Floor, Iterations)
        );

        float[] Codes(ReadOnlyMemory<float> rows)
        {
            int width = model.Dimensions;
            int all = rows.Length / width;
            var codes = new float[all * model.LatentDimensions];
            for (int first = 0; first < all; first += Batch)
            {
                fit.CancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(Batch, all - first);
                encode.EvaluateEach(
                    rows.Span.Slice(first * width, count * width),
                    codes.AsSpan(first * model.LatentDimensions, count * model.LatentDimensions)
                );
            }

            return codes;
        }

        // Evenly spaced rows, where there are more.
        ReadOnlyMemory<float> Some(ReadOnlyMemory<float> rows)
        {
            int width = model.Dimensions;
            long all = rows.Length / width;
            if (all <= MaxRows)
            {
                return rows;
            }

            var some = new float[MaxRows * width];
            for (long i = 0; i < MaxRows; i++)
            {
                rows.Span.Slice((int)(i * all / MaxRows * width), width).CopyTo(some.AsSpan((int)i * width));
            }

            return some;
        }
    }
}
