using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>A fixed linear map along one axis.</summary>
internal static class AxisMap
{
    /// <summary>Applies a matrix.</summary>
    /// <param name="x">Any array.</param>
    /// <param name="axis">The axis; must not be negative.</param>
    /// <param name="size">Its extent in the result.</param>
    /// <param name="weights">[size, extent], row-major.</param>
    public static Tensor Apply(Tensor x, int axis, int size, float[] weights)
    {
        string labels = string.Concat(Enumerable.Range(0, x.Shape.Rank).Select(i => (char)('a' + i)));
        string result = labels.Replace(labels[axis], 'z');
        var matrix = Tensor.Constant([size, x.Shape[axis]], weights);
        return Tensor.Contract($"{labels},z{labels[axis]}->{result}", x, matrix);
    }
}
