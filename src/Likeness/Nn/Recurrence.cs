using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Applies a recurrent cell along a sequence.</summary>
internal static class Recurrence
{
    /// <summary>The outputs at all positions, stacked.</summary>
    /// <param name="x">[batch, positions, features].</param>
    /// <param name="hidden">The number of output features of the cell.</param>
    /// <param name="step">Maps [batch, features] at a position to the cell's output there, [batch, hidden].</param>
    /// <returns>[batch, positions, hidden]; empty if there are no positions.</returns>
    public static Tensor Over(Tensor x, int hidden, Func<Tensor, Tensor> step)
    {
        var results = new Tensor[x.Shape[1]];
        if (results.Length == 0)
        {
            return Tensor.Constant([x.Shape[0], 0, hidden], 0);
        }

        for (int i = 0; i < results.Length; i++)
        {
            var result = step(x.Slice(1, i, 1).Reshape([x.Shape[0], x.Shape[2]]));
            results[i] = result.Reshape([x.Shape[0], 1, hidden]);
        }

        return Tensor.Concatenate(1, results);
    }
}
