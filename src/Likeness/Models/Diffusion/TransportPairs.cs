using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// Optimal transport within a batch: Tong et al. 2024, arXiv:2302.00482, §3.2.3 and algorithm 3, with exact plans, which are permutations. With classes,
/// noise moves within a class only: across classes, the noise of a class would no longer be N(0, I), from which samples of the class start (Cheng and
/// Schwing 2025, arXiv:2503.10636, §3).
/// </summary>
internal static class TransportPairs
{
    // Above all differences of costs; the permutation of a class costs none of it.
    private const float Forbidden = 1e7f;

    /// <summary>The noise in the order of the rows that it is paired with.</summary>
    /// <param name="noise">[batch, d].</param>
    /// <param name="rows">[batch, d].</param>
    /// <param name="classes">[batch]; null for none.</param>
    /// <returns>[batch, d].</returns>
    public static Tensor Reordered(Tensor noise, Tensor rows, Tensor? classes)
    {
        int batch = rows.Shape[0];
        // ‖x − z‖² without ‖x‖² and ‖z‖², which sum to the same for every permutation.
        var costs = Tensor.Contract("id,jd->ij", rows, noise) * -2;
        if (classes is not null)
        {
            var isSame = classes.Reshape([batch, 1]).EqualTo(classes.Reshape([1, batch]));
            costs += (1 - isSame) * Forbidden;
        }

        return noise.Gather(costs.Assignment()).Detached();
    }
}
