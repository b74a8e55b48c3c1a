namespace Likeness.Compute.Graph;

/// <summary>
/// Evaluates a graph node by node in double precision from the ops' definitions: slow and simple; the compiler is tested against
/// it.
/// </summary>
internal static class Reference
{
    /// <summary>The row-major values of a node, given those of its leaves.</summary>
    public static double[] Evaluate(Tensor root, IReadOnlyDictionary<Tensor, double[]>? given = null)
    {
        var values = new Dictionary<Tensor, double[]>(given ?? new Dictionary<Tensor, double[]>());
        foreach (Tensor node in Tensor.Ancestors([root]))
        {
            if (!values.ContainsKey(node))
            {
                values[node] = node.Op.Evaluate(node, [.. node.Inputs.Select(input => values[input])]);
            }
        }

        return values[root];
    }
}
