using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>A cell applied from position to position.</summary>
internal static class Recurrence
{
    /// <summary>The results of each position, side by side.</summary>
    /// <param name="x">[batch, positions, features].</param>
    /// <param name="hidden">Features of what the cell gives.</param>
    /// <param name="step">From [batch, features] at a position to what the cell gives there, [batch, hidden].</param>
    /// <returns>[batch, positions, hidden]; nothing where there are no positions.</returns>
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
