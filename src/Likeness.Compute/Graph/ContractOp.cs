namespace Likeness.Compute.Graph;

/// <summary>
/// A contraction: the sum of products of two tensors over the axes that the result lacks, in Einstein notation. <c>ij,jk->ik</c> is
/// matrix multiplication. A label occurs at most once in a tensor and in at least two of the three; so the gradient of each operand is
/// a contraction of the result's gradient with the other operand.
/// </summary>
internal sealed class ContractOp : Op
{
    /// <summary>The op of an equation such as <c>ntd,ed->nte</c>.</summary>
    public ContractOp(string name, string left, string right, string result)
        : base(name)
    {
        foreach (char label in left.Concat(right).Concat(result))
        {
            int tensors =
                (left.Contains(label) ? 1 : 0) + (right.Contains(label) ? 1 : 0) + (result.Contains(label) ? 1 : 0);
            if (tensors < 2 || new[] { left, right, result }.Any(text => text.Count(other => other == label) > 1))
            {
                throw new ArgumentException(
                    $"{name}: the label '{label}' must occur at most once in a tensor and in at least two of the three.",
                    nameof(result)
                );
            }
        }

        // Letters are assigned in order of appearance, so that equal contractions have equal signatures.
        var letters = new Dictionary<char, char>();
        string Rename(string labels)
        {
            foreach (char label in labels)
            {
                letters.TryAdd(label, (char)('a' + letters.Count));
            }

            return string.Concat(labels.Select(label => letters[label]));
        }

        (Left, Right, Result) = (Rename(left), Rename(right), Rename(result));
    }

    /// <summary>The labels of the first operand's axes.</summary>
    public string Left { get; }

    /// <summary>The labels of the second operand's axes.</summary>
    public string Right { get; }

    /// <summary>The labels of the result's axes.</summary>
    public string Result { get; }

    /// <summary>The name in listings: the equation, or "matmul" for a product of two matrices, transposed or not.</summary>
    public string Form =>
        Left.Length == 2 && Right.Length == 2 && Result.Length == 2 && Left.Intersect(Right).Count() == 1
            ? "matmul"
            : $"contract {Left},{Right}->{Result}";

    internal override string Signature => $"contract({Left},{Right}->{Result})";

    /// <summary>The same contraction with permuted axes of operands and result.</summary>
    public ContractOp Relabelled(string left, string right, string result) => new(Name, left, right, result);

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        (Shape a, Shape b) = (inputs[0], inputs[1]);
        if (a.Rank != Left.Length || b.Rank != Right.Length)
        {
            throw new ShapeException(Name, $"the operands must have {Left.Length} and {Right.Length} axes", a, b);
        }

        for (int axis = 0; axis < a.Rank; axis++)
        {
            int other = Right.IndexOf(Left[axis], StringComparison.Ordinal);
            if (other >= 0 && a[axis] != b[other])
            {
                string problem = Result.Contains(Left[axis]) ? "the batches differ" : "the inner extents do not fit";
                throw new ShapeException(Name, problem, a, b);
            }
        }

        return new Shape([.. Result.Select(label => Extent(label, a, b))]);
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [
            new Tensor(new ContractOp(Name, Result, Right, Left), gradient, result.Inputs[1]),
            new Tensor(new ContractOp(Name, Left, Result, Right), result.Inputs[0], gradient),
        ];

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        (Shape a, Shape b) = (result.Inputs[0].Shape, result.Inputs[1].Shape);
        string summed = string.Concat(Left.Where(label => !Result.Contains(label)));
        string all = Result + summed;
        var shape = new Shape([.. all.Select(label => Extent(label, a, b))]);
        IEnumerable<int> Places(string labels, Shape of) =>
            Odometer.Offsets(shape, [.. all.Select(label => Stride(labels, of, label))], 0);

        var values = new double[result.Shape.Count];
        foreach (
            ((int left, int right), int position) in Places(Left, a)
                .Zip(Places(Right, b))
                .Zip(Places(Result, result.Shape))
        )
        {
            values[position] += inputs[0][left] * inputs[1][right];
        }

        return values;
    }

    private int Extent(char label, Shape a, Shape b)
    {
        int axis = Left.IndexOf(label, StringComparison.Ordinal);
        return axis >= 0 ? a[axis] : b[Right.IndexOf(label, StringComparison.Ordinal)];
    }

    private static int Stride(string labels, Shape shape, char label)
    {
        int axis = labels.IndexOf(label, StringComparison.Ordinal);
        return axis < 0 ? 0 : shape.RowMajorStrides()[axis];
    }
}
