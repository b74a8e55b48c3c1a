using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images.Adversarial;

/// <summary>
/// Inpaints images by the generator of a trained GAN. Yeh et al. 2017, arXiv:1607.07539: the latent vector minimises Σ W |G(z) − y| + λ log(1 − D(G(z)))
/// (eq. 8) by Adam, where W is the fraction of missing pixels in the window around a known pixel (eq. 4), and the missing pixels of G(z) are blended into the
/// image (eq. 9). The paper's z is uniform and clipped; here it is normal, and its norm is kept within √d ± √2, two standard deviations of its distribution.
/// The learning rate falls to 0. Of several starts, the one with the lowest loss is taken.
/// </summary>
/// <param name="options">Steps, starts, λ and the window.</param>
/// <param name="space">Of images.</param>
/// <param name="generate">From latent vectors, [batch, latent], and classes, [batch] or null, to rows: the generator with frozen norms.</param>
/// <param name="priorLoss">log(1 − D) of rows: [batch].</param>
internal sealed class LatentSearch(
    ImageGanOptions options,
    ModelSpace space,
    Func<Tensor, Tensor?, Tensor> generate,
    Func<Tensor, Tensor> priorLoss
)
{
    private const double Rate = 0.05;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    // The standard deviation of the norm of a normal vector is about √½.
    private static readonly double NormRange = Math.Sqrt(2);

    /// <summary>Fills the values that are not known: [batch, d].</summary>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        var (batch, latent, starts) = (rows.Shape[0], options.Latent, options.ImputationRestarts);
        Tensor Repeated(Tensor x) => Restarts.Of(x, starts);

        var target = Repeated(space.Pixels(rows));
        var weights = Repeated(ContextWeights(space.Pixels(known), options.ImputationWindow));
        var classes =
            space.Classes == 0
                ? null
                : Repeated(space.ClassesOf(known))
                    .Where(Repeated(space.ClassesOf(rows)), space.SampleClasses(batch * starts, stream: 1));
        Tensor Losses(Tensor z)
        {
            var made = generate(z, classes);
            return (weights * (space.Pixels(made) - target).Abs()).Sum([1, 2, 3])
                + (priorLoss(made) * (float)options.ImputationPrior);
        }

        var start = Tensor.RandomNormal([batch, starts, latent], stream: 0).Reshape([batch * starts, latent]);
        var nothing = ((Tensor)0f).BroadcastTo(start.Shape);
        var found = TimeLoop.Run(
            Rates(),
            [start, nothing, nothing],
            (numbers, state) =>
            {
                var slope = Gradient.Compute(Losses(state[0]).Sum(), state[0])[0];
                var mean = (state[1] * (float)Beta1) + (slope * (float)(1 - Beta1));
                var square = (state[2] * (float)Beta2) + (slope.Square() * (float)(1 - Beta2));
                var z = state[0] - (numbers[0] * mean / ((square * numbers[1]).Sqrt() + Epsilon));
                return [Bounded(z), mean, square];
            }
        )[0];
        var best = Restarts.Best(Losses(found), starts);
        var chosenClasses = classes is null ? null : Restarts.Take(classes, best);
        var made = space.Pixels(generate(Restarts.Take(found, best), chosenClasses));
        var blended = PoissonBlending.Blend(made, space.Pixels(rows), space.Pixels(known));
        return known.Where(rows, space.Rows(blended, chosenClasses));
    }

    /// <summary>W, eq. 4: for a known pixel the fraction of missing pixels in the window around it, inside the image; 0 for a missing one.</summary>
    /// <param name="known">1 or 0: [batch, channels, height, width].</param>
    /// <param name="window">The window's side; odd.</param>
    internal static Tensor ContextWeights(Tensor known, int window)
    {
        int reach = window / 2;
        var missing = 1 - known;
        return known * (Summed(missing, reach) / Summed(((Tensor)1f).BroadcastTo(known.Shape), reach));
    }

    // Sums over a square window are differences of cumulative sums along both axes.
    private static Tensor Summed(Tensor x, int reach)
    {
        foreach (int axis in new[] { 2, 3 })
        {
            int side = x.Shape[axis];
            var sums = x.CumulativeSum(axis).Pad(axis, 1, 0); // sums of the first 0 … side values
            Tensor At(Func<int, int> end) =>
                sums.TakeAlong(
                    axis,
                    Tensor.Constant(
                        [.. Enumerable.Range(0, 4).Select(one => one == axis ? side : 1)],
                        [.. Enumerable.Range(0, side).Select(i => (float)Math.Clamp(end(i), 0, side))]
                    )
                );
            x = At(i => i + reach + 1) - At(i => i - reach);
        }

        return x;
    }

    // α/(1 − β₁ᵗ) and 1/(1 − β₂ᵗ) of each step.
    private double[][] Rates() =>
        [
            .. Enumerable
                .Range(0, options.ImputationSteps)
                .Select(i =>
                {
                    double left = 0.5 * (1 + Math.Cos(Math.PI * i / options.ImputationSteps));
                    return new[] { Rate * left / (1 - Math.Pow(Beta1, i + 1)), 1 / (1 - Math.Pow(Beta2, i + 1)) };
                }),
        ];

    private static Tensor Bounded(Tensor z)
    {
        double typical = Math.Sqrt(z.Shape[1]);
        var norm = (z.Square().Sum([1], keepDimensions: true) + Epsilon).Sqrt();
        var bounded = norm.Maximum((float)Math.Max(0, typical - NormRange)).Minimum((float)(typical + NormRange));
        return z * (bounded / norm);
    }
}
