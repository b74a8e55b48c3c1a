using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <content>Copies of views in other orders.</content>
internal sealed unsafe partial class Lowering
{
    /// <summary>A contiguous copy of the elements in the given order; made once for each view.</summary>
    private View Contiguous(View view, Shape shape, int[] order)
    {
        var key = (view.Buffer, $"{view.Offset}:{string.Join(',', view.Strides)}:{shape}:{string.Join(',', order)}");
        if (copies.TryGetValue(key, out View copy))
        {
            return copy;
        }

        copy = Allocate(shape, order, $"copy of {view.Buffer.Label}");
        EmitCopy(view, copy, shape, order, $"copy {shape}");
        return copies[key] = copy;
    }

    private View Dense(View view, Shape shape)
    {
        int[] order = Layout.RowMajor(shape.Rank);
        var strides = new int[shape.Rank];
        long step = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = Buffer.Checked(step, shape);
            step *= shape[axis];
        }

        var buffer = new Buffer(Buffer.Checked(step, shape), $"copy of {view.Buffer.Label}") { Pitch = shape[^1] };
        var copy = new View(buffer, new Strided(0, strides));
        EmitCopy(view, copy, shape, order, $"copy {shape}");
        return copy;
    }

    private void EmitCopy(View from, View to, Shape shape, int[] order, string label) =>
        Steps.Add(new ElementwiseStep(BlockProgram.Copy(from, to), shape, order, merge: true, label, workers));
}
