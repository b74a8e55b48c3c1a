using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The loops that visit all elements of a shape in a given order of axes.</summary>
internal static class LoopNest
{
    /// <summary>Extents and strides per view of at least two loops, outermost first; loops of extent 1 are omitted.</summary>
    /// <param name="shape">The elements' shape.</param>
    /// <param name="order">The order of the axes, outermost first.</param>
    /// <param name="views">The strides of each view along each axis.</param>
    /// <param name="merge">Whether neighbouring loops are merged where all views have uniform strides over both.</param>
    /// <param name="keepInnermost">Whether the innermost loop is never merged.</param>
    public static (int[] Extents, nint[][] Steps) Plan(
        Shape shape,
        int[] order,
        IReadOnlyList<int[]> views,
        bool merge,
        bool keepInnermost = false
    )
    {
        var extents = new List<int>();
        var steps = views.Select(_ => new List<nint>()).ToArray();
        foreach (int axis in merge ? order.Where(axis => shape[axis] != 1) : order)
        {
            int extent = shape[axis];
            bool joins = merge && extents.Count > 0 && !(keepInnermost && axis == order[^1]);
            for (int i = 0; joins && i < views.Count; i++)
            {
                joins = steps[i][^1] == views[i][axis] * (nint)extent;
            }

            if (joins)
            {
                extents[^1] *= extent;
            }
            else
            {
                extents.Add(extent);
            }

            for (int i = 0; i < views.Count; i++)
            {
                if (joins)
                {
                    steps[i][^1] = views[i][axis];
                }
                else
                {
                    steps[i].Add(views[i][axis]);
                }
            }
        }

        while (extents.Count < 2)
        {
            extents.Insert(0, 1);
            foreach (List<nint> list in steps)
            {
                list.Insert(0, list.Count == 0 ? 1 : 0);
            }
        }

        return ([.. extents], Array.ConvertAll(steps, list => list.ToArray()));
    }
}
