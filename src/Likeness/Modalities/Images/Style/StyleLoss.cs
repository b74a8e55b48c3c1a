using Likeness.Compute.Graph;

namespace Likeness.Modalities.Images.Style;

/// <summary>The losses of Gatys et al. 2015, arXiv:1508.06576, on the features F of one image: [1, N, height, width] of each layer, with M = height · width.</summary>
internal static class StyleLoss
{
    /// <summary>G = F Fᵀ/M (eq. 3, divided by the number of positions, so that pictures of different sizes compare): [N, N].</summary>
    public static Tensor Gram(Tensor features)
    {
        var matrix = features.Reshape([features.Shape[1], features.Shape[2] * features.Shape[3]]);
        return matrix.MatMul(matrix.Transpose()) * (1f / matrix.Shape[1]);
    }

    /// <summary>Σ wₗ ‖G − A‖²/4N² with equal weights wₗ that sum to 1: eq. 4 and 5.</summary>
    /// <param name="layers">F of each layer.</param>
    /// <param name="grams">A of each layer: [N, N].</param>
    public static Tensor Style(IReadOnlyList<Tensor> layers, IReadOnlyList<Tensor> grams)
    {
        Tensor? sum = null;
        for (int i = 0; i < layers.Count; i++)
        {
            var part = (Gram(layers[i]) - grams[i]).Square().Mean() * (0.25f / layers.Count);
            sum = sum is null ? part : sum + part;
        }

        return sum!;
    }

    /// <summary>½ mean (F − P)²: eq. 1, with a mean instead of a sum, so that the weight does not depend on the size.</summary>
    /// <param name="features">F of one layer.</param>
    /// <param name="target">P: the same shape.</param>
    public static Tensor Content(Tensor features, Tensor target) => (features - target).Square().Mean() * 0.5f;
}
