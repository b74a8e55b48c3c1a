using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Plans a convolution as matmuls. The result has one for each position, over a list of taps that is cut at the borders, so that no
/// padding is multiplied and no patches are copied. The weight gradient has one for each kernel element, over all positions.
/// </summary>
internal sealed class ConvolutionPlanner
{
    private readonly ConvolutionOp op;
    private readonly ConvolutionGeometry geometry;
    private readonly int batch;
    private readonly int outputs;
    private readonly int channels;

    public ConvolutionPlanner(Tensor node)
    {
        op = (ConvolutionOp)node.Op;
        geometry = op.Geometry;
        (batch, outputs, channels) = op.Extents(node);
    }

    // Rows of a tile. With fewer channels in a group, one matmul call per group would cost more than the arithmetic.
    private const int FewChannels = 8;

    /// <summary>Whether the batch runs along the lanes; otherwise the channels do, unless a group has too few.</summary>
    private bool BatchInLanes => batch >= ConvolutionGeometry.MinSamplesInLanes || HasSmallGroups;

    /// <summary>Whether there are many groups of few channels (one each: depthwise).</summary>
    private bool HasSmallGroups => geometry.Groups > 1 && Math.Max(OutputsPerGroup, ChannelsPerGroup) <= FewChannels;

    private int Rank => geometry.Rank;

    private int OutputsPerGroup => outputs / geometry.Groups;

    private int ChannelsPerGroup => channels / geometry.Groups;

    /// <summary>
    /// Whether the weight gradient is computed with the outputs along the lanes. Then the result has to be transposed; otherwise
    /// the input has to be, and the weight as well.
    /// </summary>
    public bool OutputsInLanes
    {
        get
        {
            double perTap = geometry.Output.Count * (double)batch * geometry.Kernel.Count * geometry.Groups;
            double byChannels =
                (perTap * ContractionChoice.TileCycles(OutputsPerGroup, ChannelsPerGroup))
                + (BatchInLanes ? ContractionChoice.CopyCycles(geometry.Input.Count * (double)batch * channels) : 0);
            double byOutputs =
                (perTap * ContractionChoice.TileCycles(ChannelsPerGroup, OutputsPerGroup))
                + (BatchInLanes ? ContractionChoice.CopyCycles(geometry.Output.Count * (double)batch * outputs) : 0)
                + (geometry.Kernel.Count * (double)outputs * ChannelsPerGroup * ContractionChoice.CrossingCost);
            return !HasSmallGroups && byOutputs < byChannels;
        }
    }

    /// <summary>
    /// Whether the result of few samples is computed with the outputs along the lanes, which needs transposed weights. Otherwise
    /// each sum runs along the lanes, over the channels.
    /// </summary>
    private bool TransposesWeights
    {
        get
        {
            // Measured: cycles for each vector of channels, and the cycles to start another kernel element. The column of one sample
            // stays in registers when its channels fill whole passes.
            const double perVector = 0.75;
            const int wholePass = 128;
            double begin = batch == 1 && ChannelsPerGroup < wholePass ? 9 : 3;
            double perSum = (perVector * ((ChannelsPerGroup + 15) / 16)) + begin;
            double sums = perSum * batch * OutputsPerGroup;
            double tiles = ContractionChoice.TileCycles(batch, OutputsPerGroup) * ChannelsPerGroup;
            double copy = ContractionChoice.CopyCycles(geometry.Kernel.Count * (double)outputs * ChannelsPerGroup);
            double times = (double)geometry.Output.Count * geometry.Kernel.Count * geometry.Groups;
            return !BatchInLanes && (times * tiles) + copy < times * sums;
        }
    }

    /// <summary>The order of an image's axes in memory: spatial positions, then channels and samples.</summary>
    public static int[] ImageOrder(int rank, bool batchInLanes) =>
        [.. Enumerable.Range(2, rank), .. (int[])(batchInLanes ? [1, 0] : [0, 1])];

    /// <summary>The order of the first operand's axes in memory.</summary>
    public int[] FirstOrder =>
        op.Role == ConvolutionRole.Weight && !OutputsInLanes && !HasSmallGroups
            ? ImageOrder(Rank, batchInLanes: false)
            : ImageOrder(Rank, BatchInLanes);

    /// <summary>The order of the second operand's axes in memory.</summary>
    public int[] SecondOrder =>
        op.Role == ConvolutionRole.Output && TransposesWeights ? [.. Enumerable.Range(0, Rank), Rank + 1, Rank]
        : op.Role != ConvolutionRole.Weight ? Layout.RowMajor(Rank + 2)
        : OutputsInLanes ? ImageOrder(Rank, batchInLanes: false)
        : ImageOrder(Rank, BatchInLanes);

    /// <summary>The order of the result's axes in memory.</summary>
    public int[] ResultOrder =>
        op.Role != ConvolutionRole.Weight ? ImageOrder(Rank, BatchInLanes)
        : OutputsInLanes ? [.. Enumerable.Range(0, Rank), Rank + 1, Rank]
        : Layout.RowMajor(Rank + 2);

    /// <summary>The matmul, once the layouts of all three tensors are known.</summary>
    public MatMulPlan Plan(View first, View second, View result) =>
        op.Role switch
        {
            ConvolutionRole.Output => Output(first, second, result),
            ConvolutionRole.Input => Input(first, second, result),
            _ => Weight(first, second, result),
        };

    private MatMulPlan Output(View x, View w, View y)
    {
        (int[] inputs, int[] kernel, int[] results) = AllOffsets(x, w, y);
        (Tap[] taps, (int First, int Count)[] lists) = Lists(
            geometry.Output.Count,
            geometry.Taps().Select(tap => (tap.Output, new Tap { A = kernel[tap.Tap], B = inputs[tap.Input] }))
        );
        var plan = new MatMulPlan
        {
            Kind = BatchInLanes ? MatMulKind.Tile : MatMulKind.Dot,
            A = w,
            B = x,
            C = y,
            M = OutputsPerGroup,
            N = batch,
            K = ChannelsPerGroup,
            ARow = w.Strides[^2],
            ACol = w.Strides[^1],
            BRow = x.Strides[1],
            BCol = x.Strides[0],
            CRow = y.Strides[1],
            CCol = y.Strides[0],
            TakesEpilogue = !HasSmallGroups,
            Groups = HasSmallGroups ? geometry.Groups : 1,
            Taps = taps,
            Positions = Positions(
                lists,
                (position, group) =>
                    new MatMulPosition(
                        group * OutputsPerGroup * w.Strides[^2],
                        group * ChannelsPerGroup * x.Strides[1],
                        results[position] + (group * OutputsPerGroup * y.Strides[1]),
                        position,
                        group * OutputsPerGroup,
                        lists[position].First,
                        lists[position].Count
                    )
            ),
        };
        return TransposesWeights ? Transposed(plan) : plan;
    }

    private MatMulPlan Input(View y, View w, View x)
    {
        (int[] inputs, int[] kernel, int[] results) = AllOffsets(x, w, y);
        (Tap[] taps, (int First, int Count)[] lists) = Lists(
            geometry.Input.Count,
            geometry.Taps().Select(tap => (tap.Input, new Tap { A = kernel[tap.Tap], B = results[tap.Output] }))
        );
        int wGroup = OutputsPerGroup * w.Strides[^2];
        int yGroup = OutputsPerGroup * y.Strides[1];
        int xGroup = ChannelsPerGroup * x.Strides[1];
        var plan = new MatMulPlan
        {
            Kind = MatMulKind.Tile,
            A = w,
            B = y,
            C = x,
            M = ChannelsPerGroup,
            N = batch,
            K = OutputsPerGroup,
            ARow = w.Strides[^1],
            ACol = w.Strides[^2],
            BRow = y.Strides[1],
            BCol = y.Strides[0],
            CRow = x.Strides[1],
            CCol = x.Strides[0],
            TakesEpilogue = !HasSmallGroups,
            Groups = HasSmallGroups ? geometry.Groups : 1,
            Taps = taps,
            Positions = Positions(
                lists,
                (position, group) =>
                    new MatMulPosition(
                        group * wGroup,
                        group * yGroup,
                        inputs[position] + (group * xGroup),
                        position,
                        group * ChannelsPerGroup,
                        lists[position].First,
                        lists[position].Count
                    )
            ),
        };
        return BatchInLanes ? plan : Transposed(plan);
    }

    /// <summary>The same matmul with samples as rows and the result's channels along the lanes.</summary>
    private MatMulPlan Transposed(MatMulPlan plan) =>
        plan with
        {
            Kind = MatMulKind.Tile,
            A = plan.B,
            B = plan.A,
            M = plan.N,
            N = plan.M,
            ARow = plan.BCol,
            ACol = plan.BRow,
            BRow = plan.ACol,
            BCol = plan.ARow,
            CRow = plan.CCol,
            CCol = plan.CRow,
            TakesEpilogue = geometry.Groups == 1,
            Taps = [.. plan.Taps.Select(tap => new Tap { A = tap.B, B = tap.A })],
            Positions =
            [
                .. plan.Positions.Select(position => position with { A = position.B, B = position.A, FirstRow = 0 }),
            ],
        };

    private MatMulPlan Weight(View x, View y, View w)
    {
        (int[] inputs, int[] kernel, int[] results) = AllOffsets(x, w, y);
        bool swapped = OutputsInLanes;
        (Tap[] taps, (int First, int Count)[] lists) = Lists(
            geometry.Kernel.Count,
            geometry
                .Taps()
                .Select(tap =>
                    (
                        tap.Tap,
                        swapped
                            ? new Tap { A = inputs[tap.Input], B = results[tap.Output] }
                            : new Tap { A = results[tap.Output], B = inputs[tap.Input] }
                    )
                )
        );
        (View rows, View lanes) = swapped ? (x, y) : (y, x);
        (int rowsPerGroup, int lanesPerGroup) = swapped
            ? (ChannelsPerGroup, OutputsPerGroup)
            : (OutputsPerGroup, ChannelsPerGroup);
        int wGroup = OutputsPerGroup * w.Strides[^2];
        return new MatMulPlan
        {
            // Few channels would leave lanes empty, so each sum runs along them instead.
            Kind = HasSmallGroups ? MatMulKind.Dot : MatMulKind.Tile,
            A = rows,
            B = lanes,
            C = w,
            M = rowsPerGroup,
            N = lanesPerGroup,
            K = batch,
            ARow = rows.Strides[1],
            ACol = rows.Strides[0],
            BRow = lanes.Strides[0],
            BCol = lanes.Strides[1],
            CRow = w.Strides[swapped ? ^1 : ^2],
            CCol = w.Strides[swapped ? ^2 : ^1],
            TakesEpilogue = !HasSmallGroups && (!swapped || geometry.Groups == 1),
            Taps = taps,
            Positions = Positions(
                lists,
                (position, group) =>
                    new MatMulPosition(
                        group * rowsPerGroup * rows.Strides[1],
                        group * lanesPerGroup * lanes.Strides[1],
                        kernel[position] + (group * wGroup),
                        position,
                        swapped ? 0 : group * OutputsPerGroup,
                        lists[position].First,
                        lists[position].Count
                    ),
                byGroup: HasSmallGroups
            ),
        };
    }

    /// <summary>
    /// All groups of one position and then of the next; or all positions of one group, whose channels are then close in memory.
    /// </summary>
    private MatMulPosition[] Positions(
        (int First, int Count)[] lists,
        Func<int, int, MatMulPosition> position,
        bool byGroup = false
    )
    {
        IEnumerable<int> groups = Enumerable.Range(0, geometry.Groups);
        IEnumerable<int> positions = Enumerable.Range(0, lists.Length);
        return byGroup
            ? [.. groups.SelectMany(group => positions.Select(i => position(i, group)))]
            : [.. positions.SelectMany(i => groups.Select(group => position(i, group)))];
    }

    /// <summary>The offsets of the input's positions, the kernel elements and the result's positions.</summary>
    private (int[] Inputs, int[] Kernel, int[] Results) AllOffsets(View x, View w, View y) =>
        (Offsets(geometry.Input, x, 2), Offsets(geometry.Kernel, w, 0), Offsets(geometry.Output, y, 2));

    /// <summary>The offset of each position, given the view's first spatial axis.</summary>
    private static int[] Offsets(Shape positions, View view, int firstAxis) =>
        [.. Odometer.Offsets(positions, [.. view.Strides.Skip(firstAxis).Take(positions.Rank)], 0)];

    /// <summary>The taps of each position, one position after another.</summary>
    private static (Tap[] Taps, (int First, int Count)[] Lists) Lists(
        int positions,
        IEnumerable<(int Place, Tap Tap)> all
    )
    {
        ILookup<int, Tap> byPosition = all.ToLookup(pair => pair.Place, pair => pair.Tap);
        var taps = new List<Tap>();
        var lists = new (int, int)[positions];
        for (int position = 0; position < positions; position++)
        {
            int first = taps.Count;
            taps.AddRange(byPosition[position]);
            lists[position] = (first, taps.Count - first);
        }

        return ([.. taps], lists);
    }
}
