namespace Likeness.Compute.Graph;

/// <summary>NumPy's rule: shapes are aligned at their last axes, and an extent of one stretches to any other.</summary>
internal static class Broadcasting
{
    /// <summary>The shape that all inputs stretch to.</summary>
    /// <exception cref="ShapeException">Two extents differ and neither is one.</exception>
    public static Shape Common(string op, params ReadOnlySpan<Tensor> inputs)
    {
        int[] extents = inputs[0].Shape.ToArray();
        foreach (Tensor input in inputs[1..])
        {
            int[] other = input.Shape.ToArray();
            (int[] longer, int[] shorter) = extents.Length >= other.Length ? (extents, other) : (other, extents);
            int[] common = [.. longer];
            for (int axis = 0; axis < shorter.Length; axis++)
            {
                int a = longer[longer.Length - shorter.Length + axis];
                int b = shorter[axis];
                if (a != b && a != 1 && b != 1)
                {
                    throw new ShapeException(
                        op,
                        "the shapes do not broadcast",
                        [.. inputs.ToArray().Select(tensor => tensor.Shape)]
                    );
                }

                common[longer.Length - shorter.Length + axis] = a == 1 ? b : a;
            }

            extents = common;
        }

        return new Shape(extents);
    }
}
