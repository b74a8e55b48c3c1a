using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Tests.Nn;

/// <summary>
/// Every layer rejects an array of another rank or extent while the graph is built, and names the line of the caller: an extent of
/// one never broadcasts silently.
/// </summary>
public sealed class LayerShapeTests : IDisposable
{
    private static readonly ForwardPass Training = ForwardPass.Training();
    private static readonly ForwardPass Use = ForwardPass.Inference;
    private static readonly Window[] Two = [new(), new()];

    private readonly ParameterSet parameters = new();
    private readonly DecodingState state = new(batch: 5, capacity: 6);

    private static readonly (string Start, Func<ParameterScope, DecodingState, object> Mistake)[] All =
    [
        .. Dense(),
        .. Norms(),
        .. Places(),
        .. Sequences(),
        .. Losing(),
        .. Steps(),
    ];

    public static TheoryData<int, string> Mistakes
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < All.Length; i++)
            {
                cases.Add(i, All[i].Start);
            }

            return cases;
        }
    }

    public void Dispose()
    {
        parameters.Dispose();
        state.Dispose();
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void TheErrorNamesTheLineThatAppliesTheLayer(int number, string start)
    {
        var scope = new ParameterScope(parameters, seed: 1);
        var error = Assert.Throws<ShapeException>(() => All[number].Mistake(scope, state));
        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        Assert.Matches(
            @"\(given (\[[\d, ]*\]( and )?)+\), in LayerShapeTests\.\w+ at LayerShapeTests\.cs:\d+$",
            error.Message
        );
    }

    private static IEnumerable<(string, Func<ParameterScope, DecodingState, object>)> Dense() =>
        [
            ("contract pi,oi->po: the inner", (s, _) => new Linear(s, 5, 7).Apply(Of(3, 4))),
            ("contract pi,oi->po: the inner", (s, _) => new Linear(s, 5, 7).Apply(Of(3, 1))),
            ("contract i,oi->o: the operands", (s, _) => new Linear(s, 5, 7).Apply(Of())),
            ("contract pi,oi->po: the inner", (s, _) => new MaskedLinear(s, 5, 7, (_, _) => true).Apply(Of(3, 1))),
            ("contract pi,oi->po: the inner", (s, _) => new Mlp(s, 5, 7, 2).Apply(Of(3, 1))),
            ("contract pi,oi->po: the inner", (s, _) => new ResidualMlp(s, 5, 7, 1, 2).Apply(Of(3, 1), Use)),
            ("made: an array [batch, 3] is", (s, _) => new Made(s, 3, 2, 8, 1).Apply(Of(4, 1), Use)),
            ("made: an array [batch, 3] is", (s, _) => new Made(s, 3, 2, 8, 1).Apply(Of(4, 1, 3), Use)),
            ("made: an array [batch, 1] is", (s, _) => new Made(s, 1, 2, 8, 1).Apply(Of(1), Use)),
            ("categorical: scores", (_, _) => Categorical.Sample(Of(7), 0)),
            ("categorical: scores", (_, _) => Categorical.Sample(Of(3, 2, 7), 0)),
        ];

    private static IEnumerable<(string, Func<ParameterScope, DecodingState, object>)> Norms() =>
        [
            ("layer norm: an array […, 9]", (s, _) => new LayerNorm(s, 9).Apply(Of(5, 3, 1))),
            ("layer norm: an array […, 9]", (s, _) => new LayerNorm(s, 9).Apply(Of(5, 8))),
            ("layer norm: an array […, 1]", (s, _) => new LayerNorm(s, 1).Apply(Of(5, 8))),
            ("layer norm: an array […, 9]", (s, _) => new LayerNorm(s, 9).Apply(Of())),
            ("rms norm: an array […, 9]", (s, _) => new RmsNorm(s, 9).Apply(Of(5, 3, 1))),
            ("rms norm: an array […, 1]", (s, _) => new RmsNorm(s, 1).Apply(Of(5, 8))),
            ("batch norm: an array [batch, 5, positions…]", (s, _) => new BatchNorm(s, 5).Apply(Of(4, 1, 7), Use)),
            ("batch norm: an array [batch, 5, positions…]", (s, _) => new BatchNorm(s, 5).Apply(Of(4, 1), Training)),
            ("batch norm: an array [batch, 5, positions…]", (s, _) => new BatchNorm(s, 5).Apply(Of(5), Training)),
            ("batch norm: an array [batch, 1, positions…]", (s, _) => new BatchNorm(s, 1).Apply(Of(4, 5, 7), Use)),
            ("group norm: an array [batch, 6, positions…]", (s, _) => new GroupNorm(s, 2, 6).Apply(Of(4, 1, 7))),
            ("group norm: an array [batch, 6, positions…]", (s, _) => new GroupNorm(s, 2, 6).Apply(Of(0, 4, 7))),
            ("group norm: an array [batch, 6, positions…]", (s, _) => new GroupNorm(s, 2, 6).Apply(Of(6))),
        ];

    private static IEnumerable<(string, Func<ParameterScope, DecodingState, object>)> Places() =>
        [
            ("convolve: the channels", (s, _) => Convolution.ForImages(s, 3, 4, 3).Apply(Of(2, 1, 8, 8))),
            ("convolve: 2 windows need", (s, _) => Convolution.ForImages(s, 3, 4, 3).Apply(Of(3, 8, 8))),
            ("convolve: the kernel is larger", (s, _) => Convolution.ForImages(s, 3, 4, 3).Apply(Of(2, 3, 2, 8))),
            ("convolve: a window's", (s, _) => Convolution.ForImages(s, 3, 4, 3, stride: 0).Apply(Of(2, 3, 8, 8))),
            ("convolve: a window's", (s, _) => Convolution.Causal(s, 3, 4, 2, dilation: 0).Apply(Of(2, 3, 8))),
            (
                "convolve-transposed: the channels",
                (s, _) => TransposedConvolution.ForImages(s, 3, 4, 3).Apply(Of(2, 1, 8, 8))
            ),
            (
                "convolve-transposed: 2 windows need",
                (s, _) => TransposedConvolution.ForImages(s, 3, 4, 3).Apply(Of(2, 3, 8))
            ),
            (
                "convolve-transposed: 1 numbers of extra",
                (s, _) => new TransposedConvolution(s, 3, 4, [3, 3], Two, [1]).Apply(Of(2, 3, 8, 8))
            ),
            ("pooling: an array [batch, channels", (_, _) => Pooling.Max(Of(3, 2), 2)),
            ("pooling: an array [batch, channels", (_, _) => Pooling.Average(Of(3), 2)),
            ("pooling: an array [batch, channels", (_, _) => Pooling.AdaptiveAverage(Of(3, 2), 1)),
            ("pooling: windows of 3 with stride 3 and padding 0", (_, _) => Pooling.Max(Of(2, 3, 8, 2), 3)),
            ("pooling: windows of 3 with stride 0 and padding 0", (_, _) => Pooling.Average(Of(2, 3, 8), 3, 0)),
            ("pooling: windows of 0 with stride 0 and padding 0", (_, _) => Pooling.Max(Of(2, 3, 8), 0)),
            ("pooling: windows of 2 with stride 1 and padding 2", (_, _) => Pooling.Max(Of(2, 3, 8), 2, 1, 2)),
            ("pooling: windows of 2 with stride 1 and padding -1", (_, _) => Pooling.Max(Of(2, 3, 8), 2, 1, -1)),
            ("pooling: positions cannot be averaged to 0", (_, _) => Pooling.AdaptiveAverage(Of(2, 3, 8), 0)),
            ("pooling: positions cannot be averaged to 2", (_, _) => Pooling.AdaptiveAverage(Of(2, 3, 0), 2)),
            ("upsampling: an array [batch, channels", (_, _) => Upsampling.Nearest(Of(2, 3), 2)),
            ("upsampling: an array [batch, channels", (_, _) => Upsampling.Linear(Of(2, 3), [])),
            ("upsampling: the array cannot be resized to (8)", (_, _) => Upsampling.Linear(Of(2, 3, 4, 4), [8])),
            ("upsampling: the array cannot be resized to (8, 0)", (_, _) => Upsampling.Linear(Of(2, 3, 4, 4), [8, 0])),
            ("upsampling: the array cannot be resized to (8)", (_, _) => Upsampling.Linear(Of(2, 3, 0), [8])),
            ("structural similarity: two", (_, _) => StructuralSimilarity.Single(Of(2, 1, 12, 12), Of(1, 1, 12, 12))),
            ("structural similarity: two", (_, _) => StructuralSimilarity.Multiscale(Of(1, 12, 12), Of(1, 12, 12))),
        ];

    private static IEnumerable<(string, Func<ParameterScope, DecodingState, object>)> Sequences() =>
        [
            ("lstm: an array [batch, positions, 4]", (s, _) => new Lstm(s, 4, 6).Apply(Of(5, 7, 1))),
            ("lstm: an array [batch, positions, 4]", (s, _) => new Lstm(s, 4, 6).Apply(Of(5, 4))),
            ("gru: an array [batch, positions, 4]", (s, _) => new Gru(s, 4, 6).Apply(Of(5, 7, 3))),
            ("gru: an array [batch, positions, 4]", (s, _) => new Gru(s, 4, 6).Apply(Of(2, 5, 7, 4))),
            ("lstm cell: an array [batch, 4]", (s, _) => new LstmCell(s, 4, 6).Apply(Of(5, 1), Of(5, 6), Of(5, 6))),
            ("lstm cell: states [5, 6]", (s, _) => new LstmCell(s, 4, 6).Apply(Of(5, 4), Of(1, 6), Of(5, 6))),
            ("lstm cell: states [5, 6]", (s, _) => new LstmCell(s, 4, 6).Apply(Of(5, 4), Of(5, 6), Of(5, 1))),
            ("gru cell: an array [batch, 4]", (s, _) => new GruCell(s, 4, 6).Apply(Of(4), Of(5, 6))),
            ("gru cell: a state [5, 6]", (s, _) => new GruCell(s, 4, 6).Apply(Of(5, 4), Of(1, 6))),
            ("attention: an array [batch, positions, 12]", (s, _) => Heads(s).Apply(Of(5, 7, 1), Use)),
            ("attention: an array [batch, positions, 12]", (s, _) => Heads(s).Apply(Of(7, 12), Use)),
            ("attention: an array [batch, positions, 12]", (s, _) => Heads(s).Apply(Of(5, 7, 12), Of(5, 4, 1), Use)),
            ("attention: queries [batch", (s, _) => Heads(s).Apply(Of(5, 7, 12), Of(1, 4, 12), Use)),
            ("expand: only extents", (s, _) => Heads(s).Apply(Of(5, 7, 12), Use, bias: Of(7, 6))),
            ("expand: only extents", (s, _) => Heads(s).Apply(Of(1, 7, 12), Use, bias: Of(5, 3, 7, 7))),
            ("attention: queries [batch", (_, _) => Attention.Apply(Of(5, 7, 12), Of(5, 7, 12), Of(5, 7, 12))),
            ("attention: queries [batch", (_, _) => Attend([2, 70, 2, 6], [2, 70, 3, 4], [2, 70, 3, 4])),
            ("attention: queries [batch", (_, _) => Attend([2, 7, 3, 4], [2, 7, 3, 4], [2, 6, 3, 4])),
            ("attention: queries [batch", (_, _) => Attend([2, 7, 3, 4], [2, 7, 3, 1], [2, 7, 3, 4])),
            ("attention: an array [batch, pos", (s, _) => new TransformerLayer(s, 12, new(3)).Apply(Of(5, 7, 1), Use)),
            (
                "layer norm: an array",
                (s, _) => new TransformerLayer(s, 12, new(3, NormaliseFirst: true)).Apply(Of(5, 7, 1), Use)
            ),
            ("positions: an array", (s, _) => new LearnedPositions(s, 9, 4).Apply(Of(5, 7, 1))),
            ("positions: an array", (s, _) => new LearnedPositions(s, 9, 4).Apply(Of(4, 4))),
            ("slice: 10 elements", (s, _) => new LearnedPositions(s, 9, 4).Apply(Of(5, 10, 4))),
            ("wavenet: symbols [batch, positions]", (s, _) => new WaveNetStack(s, new(7, 4, 4, 2)).Apply(Of(5))),
            (
                "wavenet: a class of each sequence, [5]",
                (s, _) => new WaveNetStack(s, new(7, 4, 4, 2, Classes: 3)).Apply(Of(5, 9), new(Of(1)))
            ),
        ];

    private static IEnumerable<(string, Func<ParameterScope, DecodingState, object>)> Losing() =>
        [
            ("cross-entropy: targets [19]", (_, _) => Losses.CrossEntropy(Of(19, 7), Of(19, 1))),
            ("cross-entropy: targets [19]", (_, _) => Losses.CrossEntropy(Of(19, 7), Of(7))),
            ("cross-entropy: targets [4, 6]", (_, _) => Losses.CrossEntropy(Of(4, 6, 7), Of(6, 4))),
            ("cross-entropy: targets [4, 7]", (_, _) => Losses.CrossEntropy(Of(4, 6, 7), Of(28), axis: 1)),
            ("cross-entropy: there is no axis 2", (_, _) => Losses.CrossEntropy(Of(19, 7), Of(19), axis: 2)),
            ("cross-entropy: there is no axis -1", (_, _) => Losses.CrossEntropy(Of(), Of())),
            ("binary cross-entropy: scores", (_, _) => Losses.BinaryCrossEntropy(Of(19, 7), Of(7))),
            ("binary cross-entropy: scores", (_, _) => Losses.BinaryCrossEntropy(Of(19, 7), Of(19, 1))),
            ("binary cross-entropy: scores", (_, _) => Losses.BinaryCrossEntropy(Of(19, 1), Of(19))),
        ];

    private static IEnumerable<(string, Func<ParameterScope, DecodingState, object>)> Steps() =>
        [
            ("lstm cell: an array [batch, 4]", (s, state) => new Lstm(s, 4, 6).Step(Of(5, 1), state)),
            ("lstm cell: states [1, 6]", (s, state) => new Lstm(s, 4, 6).Step(Of(1, 4), state)),
            ("gru cell: a state [1, 6]", (s, state) => new Gru(s, 4, 6).Step(Of(1, 4), state)),
            ("attention: an array [batch, 12]", (s, state) => Heads(s).Step(Of(5, 1), state)),
            ("attention to a cache: one position of 5", (s, state) => Heads(s).Step(Of(1, 12), state)),
            ("attention to a cache: queries", (_, state) => state.Attend(Of(5, 6), Of(6, 5), Of(5, 6), 2)),
            ("looking back: one position of 5", (_, state) => state.Earlier(Of(1, 6), [1])),
            ("positions: an array [batch, 4]", (s, state) => new LearnedPositions(s, 9, 4).Step(Of(5, 1), state)),
            ("convolution: one position of 5", (s, state) => Convolution.Causal(s, 3, 4, 1).Step(Of(1, 3), state)),
            ("contract pi,oi->po: the inner", (s, state) => Convolution.Causal(s, 3, 4, 2).Step(Of(5, 1), state)),
            ("wavenet: symbols [batch]", (s, state) => new WaveNetStack(s, new(7, 4, 4, 2)).Step(Of(5, 1), state)),
        ];

    private static MultiHeadAttention Heads(ParameterScope scope) => new(scope, 12, 3);

    private static Tensor Attend(Shape queries, Shape keys, Shape values) =>
        Attention.Apply(Tensor.Input("q", queries), Tensor.Input("k", keys), Tensor.Input("v", values));

    private static Tensor Of(params int[] extents) => Tensor.Input("x", new Shape(extents));
}
