using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Finds the first node with NaN among the values of a run.</summary>
/// <param name="nodes">The nodes, inputs before users.</param>
internal sealed class NanSearch(IReadOnlyList<Tensor> nodes)
{
    /// <summary>Throws for the first node with NaN.</summary>
    /// <param name="read">The values of a node.</param>
    /// <exception cref="NotANumberException">There is one.</exception>
    public void Check(Func<Tensor, float[]> read)
    {
        for (int number = 0; number < nodes.Count; number++)
        {
            int place = Array.FindIndex(read(nodes[number]), float.IsNaN);
            if (place >= 0)
            {
                throw new NotANumberException(Describe(number, place, read), nodes[number]);
            }
        }
    }

    private string Describe(int number, int place, Func<Tensor, float[]> read)
    {
        Tensor node = nodes[number];
        int count = read(node).Count(float.IsNaN);
        string inputs = string.Join(
            ", ",
            node.Inputs.Select(input =>
                $"{Text(input)}{(input.Shape == node.Shape ? $" = {read(input)[place]:R} there" : Extent(read(input)))}"
            )
        );
        string used = nodes.FirstOrDefault(user => user.Inputs.Contains(node)) is { } user
            ? $"; {Text(user)} uses it"
            : "";
        return $"the first NaN is in {Text(node)} at {Position(node.Shape, place)}, in {count} of {node.Shape.Count} elements, node {number + 1} of {nodes.Count}"
            + (inputs.Length == 0 ? "" : $", of {inputs}")
            + used;
    }

    // The signature of a leaf ends in a number that says nothing.
    private static string Text(Tensor node) => node.Op is Leaf ? $"{node.Op.Name}{node.Shape}" : node.ToString();

    private static string Extent(float[] values) =>
        values.Length == 0 ? " of nothing" : $" from {values.Min():R} to {values.Max():R}";

    private static string Position(Shape shape, int place)
    {
        var indices = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (place, indices[axis]) = Math.DivRem(place, shape[axis]);
        }

        return $"[{string.Join(", ", indices)}]";
    }
}
