namespace Likeness.Compute.Graph;

/// <summary>NumPy's broadcasting rule: shapes are aligned at their last axes, and an extent of one broadcasts to any other.</summary>
internal static class Broadcasting
{
    /// <summary>The shape to which all shapes broadcast.</summary>
    /// <exception cref="ShapeException">Two extents differ and neither is one.</exception>
    public static Shape Common(string op, params ReadOnlySpan<Shape> shapes)
    {
        int[] extents = shapes[0].ToArray();
        foreach (Shape shape in shapes[1..])
        {
            int[] other = shape.ToArray();
            (int[] longer, int[] shorter) = extents.Length >= other.Length ? (extents, other) : (other, extents);
            int[] common = [.. longer];
            for (int axis = 0; axis < shorter.Length; axis++)
            {
                int a = longer[longer.Length - shorter.Length + axis];
                int b = shorter[axis];
                if (a != b && a != 1 && b != 1)
                {
                    throw new ShapeException(op, "the shapes do not broadcast", shapes.ToArray());
                }

                common[longer.Length - shorter.Length + axis] = a == 1 ? b : a;
            }

            extents = common;
        }

        return new Shape(extents);
    }
}
