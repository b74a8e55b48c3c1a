using Likeness.Compute.Graph;

namespace Likeness.Compute.Gradients;

/// <summary>The gradient contributions of each node's users, summed when requested.</summary>
internal sealed class GradientSums
{
    private readonly Dictionary<Tensor, List<Tensor>> parts = [];

    /// <summary>Adds the contribution of one user.</summary>
    public void Add(Tensor node, Tensor part)
    {
        if (!parts.TryGetValue(node, out List<Tensor>? list))
        {
            parts[node] = list = [];
        }

        list.Add(part);
    }

    /// <summary>The total gradient of a node; null if there is none.</summary>
    public Tensor? Total(Tensor node)
    {
        if (!parts.TryGetValue(node, out List<Tensor>? list))
        {
            return null;
        }

        Tensor total = Join(list).Aggregate((sum, part) => sum + part);
        parts[node] = [total];
        return total;
    }

    /// <summary>
    /// The addends. Contributions of slices of one axis are concatenated: as a sum, each would have full extent, and the time for a
    /// sequence would grow with the square of its length.
    /// </summary>
    private static List<Tensor> Join(List<Tensor> addends)
    {
        IGrouping<(int, int), Tensor>? slices = addends
            .Where(addend => addend.Op is Scatter { Step: 1 })
            .GroupBy(addend => (((Scatter)addend.Op).Axis, ((Scatter)addend.Op).Extent))
            .MaxBy(group => group.Count());
        if (slices is null || slices.Count() < 2)
        {
            return addends;
        }

        (int axis, int extent) = slices.Key;
        Shape shape = addends[0].Shape;
        int position = 0;
        var joined = new List<Tensor>();
        void FillTo(int end)
        {
            if (end > position)
            {
                joined.Add(Tensor.Constant(shape.With(axis, end - position), 0));
            }
        }

        foreach (Tensor slice in slices.OrderBy(addend => ((Scatter)addend.Op).Start))
        {
            int start = ((Scatter)slice.Op).Start;
            if (start < position)
            {
                // Overlapping slices cannot be concatenated.
                return addends;
            }

            FillTo(start);
            joined.Add(slice.Inputs[0]);
            position = start + slice.Inputs[0].Shape[axis];
        }

        FillTo(extent);
        return [Tensor.Concatenate(axis, [.. joined]), .. addends.Where(addend => !slices.Contains(addend))];
    }
}
