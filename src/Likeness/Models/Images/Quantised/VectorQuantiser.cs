using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// A codebook: each vector becomes the nearest of K. van den Oord et al. 2017, arXiv:1711.00937, §3.1. The vectors of the codebook are not trained by
/// gradients but moving averages of the vectors assigned to them (appendix A.1): N = γ N + (1 − γ) n, m = γ m + (1 − γ) Σ z, e = m / N. A vector that is
/// hardly used is reset to a random one of the batch, so that the whole codebook is used: Dhariwal et al. 2020, arXiv:2005.00341, §3.1. All start so.
/// </summary>
internal sealed class VectorQuantiser
{
    // A fraction of the mean use of a vector.
    private const float MinUse = 0.03f;

    private readonly int count;
    private readonly float decay;
    private readonly Parameter counts;
    private readonly Parameter sums;

    /// <summary>Makes the codebook.</summary>
    /// <param name="scope">Where its buffers go: <c>codes</c> [K, width], <c>counts</c> [K] and <c>sums</c> [K, width].</param>
    /// <param name="count">K.</param>
    /// <param name="width">Features of a vector.</param>
    /// <param name="decay">γ.</param>
    public VectorQuantiser(ParameterScope scope, int count, int width, double decay)
    {
        (this.count, this.decay) = (count, (float)decay);
        Codes = scope.ForBuffers().Normal("codes", [count, width], 1);
        counts = scope.Buffer("counts", [count], 0);
        sums = scope.Buffer("sums", [count, width], 0);
    }

    /// <summary>The vectors: [K, width].</summary>
    public Parameter Codes { get; }

    /// <summary>The index of the nearest vector: argmin ‖z − e‖², the first of equals.</summary>
    /// <param name="z">[batch, width, height, columns].</param>
    /// <returns>[batch, height · columns].</returns>
    public Tensor Nearest(Tensor z)
    {
        Shape positions = [z.Shape[0], 1, z.Shape[2] * z.Shape[3]];
        var codebook = Codes.Tensor;
        var near = Tensor.Contract("ncp,kc->nkp", z.Reshape([positions[0], z.Shape[1], positions[2]]), codebook * 2);
        near -= codebook.Square().Sum([1]).Reshape([count, 1]);
        var numbers = Tensor.Constant([count, 1], [.. Enumerable.Range(0, count).Select(k => (float)k)]);
        var isNearest = near.EqualTo(near.Max([1], keepDimensions: true));
        return (-(-isNearest.Where(numbers, count)).Max([1])).Detached();
    }

    /// <summary>The vectors of indices.</summary>
    /// <param name="numbers">[batch, height · columns].</param>
    /// <param name="height">The extent of the grid.</param>
    /// <param name="columns">The extent of the grid.</param>
    /// <returns>[batch, width, height, columns].</returns>
    public Tensor Vectors(Tensor numbers, int height, int columns)
    {
        int width = Codes.Shape[1];
        var found = Codes.Tensor.Gather(numbers); // [batch, height · columns, width]
        return found.Permute(0, 2, 1).Reshape([numbers.Shape[0], width, height, columns]);
    }

    /// <summary>Updates the averages.</summary>
    /// <param name="z">What was quantised: [batch, width, height, columns].</param>
    /// <param name="numbers">The indices of the nearest: [batch, height · columns].</param>
    /// <param name="pass">The training's pass.</param>
    public void Note(Tensor z, Tensor numbers, ForwardPass pass)
    {
        (int batch, int positions) = (numbers.Shape[0], numbers.Shape[1]);
        var all = Tensor.Constant([count, 1], [.. Enumerable.Range(0, count).Select(k => (float)k)]);
        var chosen = numbers.Reshape([batch, 1, positions]).EqualTo(all); // [batch, K, positions]
        var vectors = z.Detached().Reshape([batch, z.Shape[1], positions]);
        var added = Tensor.Contract("nkp,ncp->kc", chosen, vectors);
        var nextCounts = (counts.Tensor * decay) + (chosen.Sum([0, 2]) * (1 - decay));
        var nextSums = (sums.Tensor * decay) + (added * (1 - decay));
        // A reset vector has the minimum count, so that it is reset again if it is still unused.
        Tensor min = MinUse * batch * positions / count;
        var isUnused = min.GreaterThan(nextCounts); // [K]
        var any = (pass.Uniform([count]) * (batch * positions)).Floor().Minimum((batch * positions) - 1);
        var found = vectors.Permute(0, 2, 1).Reshape([batch * positions, z.Shape[1]]).Gather(any); // [K, width]
        nextCounts = isUnused.Where(min, nextCounts);
        nextSums = isUnused.Reshape([count, 1]).Where(found * min, nextSums);
        pass.Note(counts, _ => nextCounts);
        pass.Note(sums, _ => nextSums);
        pass.Note(Codes, _ => nextSums / nextCounts.Reshape([count, 1]));
    }
}
