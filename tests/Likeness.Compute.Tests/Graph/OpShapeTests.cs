using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>Every op rejects unsupported shapes while the graph is built, and names itself and the line of the caller.</summary>
public sealed class OpShapeTests
{
    private static readonly Tensor Scalar = Of();
    private static readonly Tensor Image = Of(2, 3, 5, 4);
    private static readonly Tensor Kernel = Of(3, 2, 7, 3);
    private static readonly Tensor Adjoint = Of(3, 2, 3, 7);
    private static readonly Window[] Windows = [new(), new()];

    public static TheoryData<string, Func<object>> Mistakes
    {
        get
        {
            var all = new TheoryData<string, Func<object>>();
            foreach ((string start, Func<object> mistake) in Elements().Concat(Products()).Concat(Slides()))
            {
                all.Add(start, mistake);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void AreToldWhereTheyAreMade(string start, Func<object> mistake)
    {
        ShapeException error = Assert.Throws<ShapeException>(mistake);
        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        Assert.Matches(
            @"\(given (\[[\d, ]*\]( and )?)+\), in OpShapeTests\.\w+ at OpShapeTests\.cs:\d+$",
            error.Message
        );
    }

    private static IEnumerable<(string, Func<object>)> Elements()
    {
        Tensor x = Of(3, 4);
        yield return ("multiply: the shapes do not broadcast", () => x * Of(3));
        yield return ("subtract: the shapes do not broadcast", () => x - Of(2, 3, 5));
        yield return ("divide: the shapes do not broadcast", () => x / Of(4, 3));
        yield return ("maximum: the shapes do not broadcast", () => x.Maximum(Of(2, 4)));
        yield return ("greater: the shapes do not broadcast", () => x.GreaterThan(Of(2, 4)));
        yield return ("equal: the shapes do not broadcast", () => x.EqualTo(Of(5)));
        yield return ("select: the shapes do not broadcast", () => x.Where(Of(4), Of(5)));
        yield return ("max: there is no axis 2", () => x.Max([0, 2]));
        yield return ("sum: there is no axis -3", () => x.Mean([-3]));
        yield return ("max: there is no axis 2", () => x.LogSumExp(2));
        yield return ("max: there is no axis 0", () => Scalar.LogSoftmax(0));
        yield return ("permute: (0,1,2) does not", () => x.Permute(0, 1, 2));
        yield return ("permute: (0,-1) does not", () => x.Permute(0, -1));
        yield return ("expand: only extents of one", () => x.BroadcastTo([4]));
        yield return ("slice: 1 elements from -1", () => x.Slice(0, -1, 1));
        yield return ("slice: -1 elements from 0", () => x.Slice(0, 0, -1));
        yield return ("slice: 2 elements from 0 by 0", () => x.Slice(0, 0, 2, 0));
        yield return ("slice: 3 elements from 1 by -1", () => x.Slice(1, 1, 3, -1));
        yield return ("pad: -1 and 0 zeros cannot", () => x.Pad(0, -1, 0));
        yield return ("pad: 0 and -1 zeros cannot", () => Of(0, 4).Pad(0, 0, -1));
        yield return ("concatenate: the other extents differ", () => Tensor.Concatenate(-1, x, Of(4)));
        yield return ("concatenate: the other extents differ", () => Tensor.Concatenate(0, Of(4), x));
        yield return ("gather: a table needs at least one axis", () => Scalar.Gather(Of(2)));
        yield return ("take along: there is no axis 2", () => x.TakeAlong(2, x));
        yield return ("take along: the numbers of axes differ", () => x.TakeAlong(1, Of(4)));
        yield return ("take along: the numbers of axes differ", () => x.TakeAlong(0, Of(1, 3, 4)));
        yield return ("take along: the shapes do not broadcast", () => x.TakeAlong(1, Of(2, 4)));
        yield return ("store at: there is no axis 2", () => x.StoreAt(2, Of(1), x));
        yield return ("store at: values of extent one", () => x.StoreAt(0, Of(1), x));
        yield return ("store at: values of extent one", () => x.StoreAt(0, Of(1), Of(4)));
        yield return ("store at: values of extent one", () => x.StoreAt(0, Of(2), Of(1, 4)));
        yield return ("cumulative sum: there is no axis 2", () => x.CumulativeSum(2));
        yield return ("argsort: there is no axis 2", () => x.ArgSort(2));
        yield return ("argmax: there is no axis 2", () => x.ArgMin(2));
        yield return ("argmax: axis 0 has no elements", () => Of(0, 4).ArgMax(0));
        yield return ("flip: there is no axis 2", () => x.Flip(2));
        yield return ("reshape: no extent of axis 1 gives 12 elements", () => x.Reshape(5, -1));
        yield return ("reshape: no extent of axis 0 gives 0 elements", () => Of(0, 4).Reshape(-1, 0));
        yield return ("reshape: the numbers of elements differ", () => x.Reshape(5, 2));
        yield return ("unsqueeze: the result has no axis 3", () => x.Unsqueeze(3));
        yield return ("squeeze: the extent of axis 1 is not one", () => x.Squeeze(1));
        yield return ("assignment: a square matrix of up to", () => x.Assignment());
        yield return ("assignment: a square matrix of up to", () => Of(1025, 1025).Assignment());
        yield return ("argsort: there is no axis -3", () => x.Sort(-3));
        yield return ("slice: 5 elements from 0", () => x.Largest(1, 5));
        yield return ("loop: the body must return", () => Tensor.Loop(2, [x], (_, s) => [s[0].Sum([0])]));
        yield return ("loop: the body must return", () => Tensor.Loop(2, [x], (_, s) => [s[0], s[0]]));
    }

    private static IEnumerable<(string, Func<object>)> Products()
    {
        yield return ("matmul: the batches differ", () => Of(2, 3, 4).MatMul(Of(5, 4, 6)));
        yield return ("matmul: both need two axes", () => Of(4).MatMul(Of(4, 6)));
        yield return ("contract nt,te->ne: the inner", () => Tensor.Contract("nt,te->ne", Of(2, 3), Of(4, 5)));
        yield return ("contract nt,nte->ne: the batches", () => Tensor.Contract("nt,nte->ne", Of(2, 3), Of(4, 3, 5)));
        yield return ("contract nt,te->ne: the operands must", () => Tensor.Contract("nt,te->ne", Of(2), Of(2, 5)));
        yield return ("attention: queries [batch", () => Tensor.Attention(Of(2, 4), Of(2, 4), Of(2, 4), 1));
        yield return ("attention: queries [batch", () => Tensor.Attention(Of(2, 3, 4), Of(2, 5, 6), Of(2, 5, 6), 1));
        yield return ("attention: queries [batch", () => Tensor.Attention(Of(2, 3, 4), Of(2, 5, 4), Of(2, 6, 4), 1));
        yield return ("attention: queries [batch", () => Tensor.Attention(Of(1, 3, 4), Of(2, 5, 4), Of(2, 5, 4), 1));
        yield return (
            "attention: 4 features are not divisible",
            () => Tensor.Attention(Of(2, 3, 4), Of(2, 5, 4), Of(2, 5, 4), 3)
        );
        yield return (
            "attention: 4 features are not divisible",
            () => Tensor.Attention(Of(2, 3, 4), Of(2, 5, 4), Of(2, 5, 4), 0)
        );
        yield return (
            "attention: the number of sources",
            () => Tensor.Attention(Of(2, 3, 4), Of(2, 5, 4), Of(2, 5, 4), 1, count: Of(2))
        );
    }

    private static IEnumerable<(string, Func<object>)> Slides()
    {
        (string, Func<object>) Forth(
            string start,
            Tensor x,
            Tensor w,
            Window[]? windows = null,
            int groups = 1,
            Tensor? bias = null
        ) => ($"convolve: {start}", () => x.Convolve(w, windows ?? Windows, groups, bias));
        (string, Func<object>) Back(
            string start,
            Tensor x,
            Tensor w,
            Window[]? windows = null,
            int[]? extra = null,
            int groups = 1,
            Tensor? bias = null
        ) => ($"convolve-transposed: {start}", () => x.ConvolveTransposed(w, windows ?? Windows, extra, groups, bias));

        yield return Forth("2 windows need", Of(3, 5, 4), Kernel);
        yield return Forth("2 windows need", Image, Of(3, 7, 3));
        yield return Forth("1 windows need", Image, Kernel, [new()]);
        yield return Forth("the channels do not match", Of(2, 4, 5, 4), Kernel);
        yield return Forth("the channels do not match", Of(2, 1, 5, 4), Kernel);
        yield return Forth("the kernel is larger", Of(2, 3, 2, 4), Kernel);
        yield return Forth("the kernel is larger", Image, Kernel, [new(Dilation: 3), new()]);
        yield return Forth("the kernel has no element", Image, Of(3, 0, 7, 3));
        yield return Forth("the weight does not fit", Image, Of(3, 2, 7, 1), groups: 3);
        yield return Forth("there must be a group", Image, Kernel, groups: 0);
        yield return Forth("the bias needs a number", Image, Kernel, bias: Of(1));
        yield return Forth("the bias needs a number", Image, Kernel, bias: Of(7, 1));
        yield return Back("2 windows need", Of(3, 5, 4), Adjoint);
        yield return Back("the channels do not match", Of(2, 4, 5, 4), Adjoint);
        yield return Back("the weight does not fit", Image, Of(3, 2, 3, 7), groups: 2);
        yield return Back("nothing is left", Image, Adjoint, [Window.Padded(4), new()]);
        yield return Back("the kernel has no element", Image, Of(0, 2, 3, 7));
        yield return Back("1 numbers of extra positions", Image, Adjoint, extra: [1]);
        yield return Back("3 numbers of extra positions", Image, Adjoint, extra: [1, 0, 0]);
        yield return Back("there must be a group", Image, Adjoint, groups: -1);
        yield return Back("the bias needs a number", Image, Adjoint, bias: Of(3));
        foreach (Window wrong in new Window[] { new(0), new(-1), new(Dilation: 0), new(Dilation: -2) })
        {
            string start =
                $"a window's stride and dilation must be at least 1, not {wrong.Stride} and {wrong.Dilation}";
            yield return Forth(start, Image, Kernel, [wrong, new()]);
            yield return Back(start, Image, Adjoint, [new(), wrong]);
        }
    }

    private static Tensor Of(params int[] extents) => Tensor.Input("x", new Shape(extents));
}
