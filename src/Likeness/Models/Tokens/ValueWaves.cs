using Likeness.Compute.Graph;

namespace Likeness.Models.Tokens;

/// <summary>
/// Features of a value on the scale: the value x itself, and sine
/// and cosine of π/2 · 2ʲ x, j = 0 …. As Tancik et al. 2020, arXiv:2006.10739, with frequencies in octaves.
/// </summary>
internal static class ValueWaves
{
    /// <summary>Features per value.</summary>
    /// <param name="waves">Frequencies.</param>
    public static int Features(int waves) => 1 + (2 * waves);

    /// <summary>The features of each value.</summary>
    /// <param name="positions">[batch, columns].</param>
    /// <param name="waves">Frequencies.</param>
    /// <returns>[batch, columns, 1 + 2 · waves].</returns>
    public static Tensor Compute(Tensor positions, int waves)
    {
        Shape shape = [positions.Shape[0], positions.Shape[1], 1];
        var position = positions.Reshape(shape);
        if (waves == 0)
        {
            return position;
        }

        float[] frequencies = [.. Enumerable.Range(0, waves).Select(j => (float)(Math.PI / 2 * (1 << j)))];
        var angles = position * Tensor.Constant([waves], frequencies); // [batch, columns, waves]
        return Tensor.Concatenate(2, position, angles.Sin(), angles.Cos());
    }
}
