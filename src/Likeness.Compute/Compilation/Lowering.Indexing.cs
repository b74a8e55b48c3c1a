using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <content>Steps of the ops that scan along an axis, concatenate along one, or select by index.</content>
internal sealed unsafe partial class Lowering
{
    // From this number, the features of a sequence fill the vectors of a matmul panel.
    private const int ManyFeatures = 32;

    private void EmitLines(Tensor node, LineOp op)
    {
        Shape shape = node.Shape;
        View[] inputs = [.. node.Inputs.Select(ViewOf)];
        int[] order = Layout.Follow(node.Inputs[0].Shape, inputs.Take(1));
        if (order[^1] == op.Axis)
        {
            // Lines are adjacent: another axis is innermost.
            order = [op.Axis, .. order.SkipLast(1)];
        }

        int laneAxis = order.Length > 1 ? order[^1] : -1;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (laneAxis >= 0 && shape[laneAxis] > 1 && inputs[i].Strides[laneAxis] != 1)
            {
                inputs[i] = Contiguous(inputs[i], node.Inputs[i].Shape, order);
            }
        }

        View result = Allocate(shape, order, op.Name);
        views[node] = result;
        Steps.Add(new LineStep(op, node, inputs, result, laneAxis, workers));
    }

    private void EmitConcatenation(Tensor node, ConcatenateOp op)
    {
        View[] parts = [.. node.Inputs.Select(ViewOf)];
        int[] order = Layout.Follow(node.Shape, parts);
        View result = Allocate(node.Shape, order, op.Name);
        int before = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            Shape shape = node.Inputs[i].Shape;
            int offset = result.Offset + (before * result.Strides[op.Axis]);
            EmitCopy(
                parts[i],
                result with
                {
                    Place = new Strided(offset, result.Strides),
                },
                shape,
                order,
                $"place {shape} in {node.Shape}"
            );
            before += shape[op.Axis];
        }

        views[node] = result;
    }

    private void EmitGather(Tensor node)
    {
        Tensor table = node.Inputs[0];
        View rows = ViewOf(table);
        if (table.Shape[1] > 1 && rows.Strides[1] != 1)
        {
            rows = Contiguous(rows, table.Shape, Layout.RowMajor(2));
        }

        View indices = ViewOf(node.Inputs[1]);

        // Vectors run over the features of sequences: samples and positions together are then the rows of large matmuls.
        bool isSequence = node.Shape.Rank > 2 && node.Shape[1] > 1 && table.Shape[1] >= ManyFeatures;
        int[] order = isSequence ? Layout.RowMajor(node.Shape.Rank) : Layout.BatchInnermost(node.Shape.Rank);
        View result = Allocate(node.Shape, order, node.Op.Name);
        views[node] = result;
        Steps.Add(new GatherStep(node, rows, indices, result));
    }

    private void EmitScatterAdd(Tensor node)
    {
        Shape shape = node.Inputs[0].Shape;
        View values = ViewOf(node.Inputs[0]);
        if (shape[0] > 1 && values.Strides[0] != 1)
        {
            values = Contiguous(values, shape, Layout.BatchInnermost(shape.Rank));
        }

        View indices = ViewOf(node.Inputs[1]);
        View result = Allocate(node.Shape, Layout.RowMajor(2), node.Op.Name);
        views[node] = result;
        Steps.Add(new ScatterAddStep(node, values, indices, result));
    }

    private void EmitStoreAt(Tensor node, StoreAtOp op)
    {
        View values = ViewOf(node.Inputs[1]);
        View index = ViewOf(node.Inputs[2]);
        View result;
        if (graph.StoredInPlace(node) is { } parameter)
        {
            result = new View(new Buffer(parameter), new Strided(0, parameter.Shape.RowMajorStrides()));
        }
        else
        {
            View before = ViewOf(node.Inputs[0]);
            int[] order = Layout.Follow(node.Shape, [before]);
            result = Allocate(node.Shape, order, op.Name);
            EmitCopy(before, result, node.Shape, order, $"copy {node.Shape}");
        }

        views[node] = result;
        Steps.Add(new StoreAtStep(op, node, values, index, result, workers));
    }
}
