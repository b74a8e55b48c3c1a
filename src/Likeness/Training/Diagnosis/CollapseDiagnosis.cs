using Likeness.Models;

namespace Likeness.Training.Diagnosis;

/// <summary>
/// Posterior collapse of a variational autoencoder, by its active units: dimensions of the latent vectors whose posterior mean varies over the
/// data, Var[E[z | x]] &gt; 0.01 (Burda, Grosse and Salakhutdinov 2016, arXiv:1509.00519, §5.2).
/// </summary>
internal static class CollapseDiagnosis
{
    private const double Active = 0.01;
    private const double LeastActive = 0.1;

    /// <summary>The finding, if few units are active.</summary>
    /// <param name="latents">Posterior means, [count, width], row by row.</param>
    /// <param name="width">Dimensions of a latent vector.</param>
    /// <param name="options">The model's options.</param>
    public static Finding? Find(float[] latents, int width, ModelOptions options)
    {
        int active = Enumerable.Range(0, width).Count(unit => Variance(latents, width, unit) > Active);
        if (active > LeastActive * width)
        {
            return null;
        }

        return new Finding(
            FindingKind.PosteriorCollapse,
            $"posterior collapse: {active} of {width} latent dimensions depend on the data",
            options is Models.Autoencoders.VariationalOptions { KlWarmUp: 0 }
                ? "--kl-warm-up 0.5, or a lower --beta"
                : "fewer latent dimensions, a smaller decoder, or a lower weight of the divergence"
        );
    }

    private static double Variance(float[] values, int width, int column)
    {
        int count = values.Length / width;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < count; row++)
        {
            double value = values[(row * width) + column];
            (sum, squares) = (sum + value, squares + (value * value));
        }

        return (squares / count) - (sum / count * (sum / count));
    }
}
