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

    /// <summary>The finding; null if the latent vectors carry information.</summary>
    /// <param name="latents">Posterior means, [count, width], row by row.</param>
    /// <param name="width">Dimensions of a latent vector.</param>
    /// <param name="remedy">What to try, as <see cref="IPosteriorModel.CollapseRemedy"/>.</param>
    public static Finding? Find(float[] latents, int width, string remedy)
    {
        int active = Enumerable.Range(0, width).Count(unit => Variance(latents, width, unit) > Active);
        if (active > LeastActive * width)
        {
            return null;
        }

        return new Finding(
            FindingKind.PosteriorCollapse,
            $"posterior collapse: {active} of {width} latent dimensions depend on the data",
            remedy
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
