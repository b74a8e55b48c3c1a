using Likeness.Compute.Compilation;
using Likeness.Models.Baselines;

namespace Likeness.Models.Autoencoders;

/// <summary>The mixture that an autoencoder's codes are drawn from, fitted when it is trained. Ghosh et al. 2020, arXiv:1903.12436, §4.</summary>
internal static class LatentMixture
{
    private const int FirstCentres = 2;
    private const double Floor = 1e-4;

    // Rows that are encoded at once.
    private const int Batch = 512;

    /// <summary>Fits a mixture to the codes of the training rows.</summary>
    /// <param name="mixture">As wide as a code.</param>
    /// <param name="fit">The rows.</param>
    /// <param name="model">Whose codes they are.</param>
    /// <param name="components">Components at most, or exactly.</param>
    /// <param name="chooses">Whether fewer may be chosen, by the Bayesian information criterion.</param>
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
        int width = model.Dimensions;
        int rows = fit.Train.Length / width;
        var codes = new float[rows * model.LatentDimensions];
        using (var encode = new BatchFunction("rows", width, model.Encode, new CompiledGraphOptions(fit.Workers)))
        {
            for (int first = 0; first < rows; first += Batch)
            {
                fit.CancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(Batch, rows - first);
                encode.EvaluateEach(
                    fit.Train.Span.Slice(first * width, count * width),
                    codes.AsSpan(first * model.LatentDimensions, count * model.LatentDimensions)
                );
            }
        }

        mixture.Fit(
            fit with
            {
                Train = codes,
                HeldOut = ReadOnlyMemory<float>.Empty,
            },
            new MixtureSearch(components, chooses && components > 1, FirstCentres, Floor)
        );
    }
}
