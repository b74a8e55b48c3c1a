using System.Runtime.CompilerServices;
using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

public class ShapeExceptionTests
{
    private static readonly Tensor X = Tensor.Input("x", [3, 4]);

    public static TheoryData<string, Func<object>> Mistakes =>
        new()
        {
            { "add: the shapes do not broadcast (given [3, 4] and [3, 5])", () => X + Tensor.Input("b", [3, 5]) },
            {
                "matmul: the inner extents do not fit (given [3, 4] and [3, 5])",
                () => X.MatMul(Tensor.Input("b", [3, 5]))
            },
            { "matmul: both need two axes or more (given [3, 4] and [4])", () => X.MatMul(Tensor.Input("b", [4])) },
            { "reshape: the numbers of elements differ (given [3, 4] and [5])", () => X.Reshape([5]) },
            { "slice: 3 elements from 2 by 1 exceed axis 1 (given [3, 4])", () => X.Slice(1, 2, 3) },
            { "slice: there is no axis 2 (given [3, 4])", () => X.Slice(2, 0, 1) },
            { "pad: there is no axis -3 (given [3, 4])", () => X.Pad(-3, 1, 1) },
            { "sum: there is no axis 7 (given [3, 4])", () => X.Sum([7]) },
            { "max: there is no axis -3 (given [3, 4])", () => X.Softmax(-3) },
            { "permute: (0,0) does not name each axis once (given [3, 4])", () => X.Permute(0, 0) },
            { "transpose: two axes or more are needed (given [4])", () => Tensor.Input("b", [4]).Transpose() },
            { "expand: only extents of one can be broadcast (given [3, 4] and [3, 8])", () => X.BroadcastTo([3, 8]) },
            { "concatenate: there is no axis 2 (given [3, 4])", () => Tensor.Concatenate(2, X, X) },
            {
                "concatenate: the other extents differ (given [3, 4] and [2, 5])",
                () => Tensor.Concatenate(0, X, Tensor.Input("b", [2, 5]))
            },
            {
                "convolve: the bias needs a number for each channel of the result (given [2, 5, 4, 4] and [3])",
                () =>
                    Tensor
                        .Input("x", [2, 3, 4, 4])
                        .Convolve(
                            Tensor.Input("w", [1, 1, 5, 3]),
                            [new Window(), new Window()],
                            bias: Tensor.Input("b", [3])
                        )
            },
            {
                "gradient: only a tensor of one element can be differentiated (given [3, 4])",
                () => Gradient.Compute(X, X)
            },
            {
                "update of w: the shapes differ (given [2] and [3, 4])",
                () => Compute.Compilation.CompiledGraph.Compile([X], [new Assignment(new Parameter("w", [2]), X)])
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void TheOpAndTheShapesAreNamedAndTheLine(string message, Func<object> mistake)
    {
        ShapeException error = Assert.Throws<ShapeException>(mistake);
        Assert.StartsWith($"{message}, in ShapeExceptionTests.", error.Message, StringComparison.Ordinal);
        Assert.Matches(@" at ShapeExceptionTests\.cs:\d+$", error.Message);
    }

    [Fact]
    public void TheLineIsThatOfTheMistake()
    {
        int line = Line();
        ShapeException error = Assert.Throws<ShapeException>(() => X + Tensor.Input("b", [5]));
        Assert.EndsWith(
            $", in ShapeExceptionTests.{nameof(TheLineIsThatOfTheMistake)} at ShapeExceptionTests.cs:{line + 1}",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AnIteratorAndAConstructorAreNamedAsWritten()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => Mistaken().Count());
        Assert.Contains($", in ShapeExceptionTests.{nameof(Mistaken)} at ", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ShapeException>(() => new Net());
        Assert.Contains(", in the constructor of Net at ", error.Message, StringComparison.Ordinal);
    }

    private static int Line([CallerLineNumber] int line = 0) => line;

    private static IEnumerable<Tensor> Mistaken()
    {
        yield return X.Reshape([5]);
    }

    private sealed class Net
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public Net() => Output = X.Reshape([5]);

        public Tensor Output { get; }
    }
}
