using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Likeness.Interop;

/// <summary>Writes the pickle (protocol 2) of a state dict, as <c>torch.save</c> does.</summary>
internal sealed class PickleWriter : IDisposable
{
    private readonly MemoryStream bytes = new();

    /// <summary>The pickle of an ordered dictionary of tensors, each of which is all of the storage with its index.</summary>
    public static byte[] StateDict(IReadOnlyList<TensorData> tensors)
    {
        using var writer = new PickleWriter();
        writer.Put("\u0080\u0002");
        writer.EmptyDictionary();
        writer.Put("(");
        for (int i = 0; i < tensors.Count; i++)
        {
            writer.Text(tensors[i].Name);
            writer.Tensor(tensors[i], i);
        }

        writer.Put("u."); // SETITEMS, STOP
        return writer.bytes.ToArray();
    }

    public void Dispose() => bytes.Dispose();

    // collections.OrderedDict()
    private void EmptyDictionary() => Put("ccollections\nOrderedDict\n)R");

    // _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)
    private void Tensor(TensorData tensor, int index)
    {
        Put($"ctorch._utils\n_rebuild_tensor_v2\n((");
        Text("storage");
        Put($"ctorch\n{PickleNames.StorageOf(tensor.Type)}\n");
        Text(index.ToString(CultureInfo.InvariantCulture));
        Text("cpu");
        Integer(tensor.Length);
        Put("tQ"); // TUPLE, BINPERSID
        Integer(0);
        Tuple(tensor.Shape);
        Tuple(Strides(tensor.Shape));
        Put("\u0089"); // False
        EmptyDictionary();
        Put("tR");
    }

    private static int[] Strides(IReadOnlyList<int> shape)
    {
        int[] strides = new int[shape.Count];
        int step = 1;
        for (int i = shape.Count - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= shape[i];
        }

        return strides;
    }

    private void Tuple(IReadOnlyList<int> values)
    {
        Put("(");
        foreach (int value in values)
        {
            Integer(value);
        }

        Put("t");
    }

    private void Integer(int value)
    {
        Span<byte> number = stackalloc byte[5];
        number[0] = (byte)'J'; // BININT
        BinaryPrimitives.WriteInt32LittleEndian(number[1..], value);
        bytes.Write(number);
    }

    private void Text(string text)
    {
        byte[] encoded = Encoding.UTF8.GetBytes(text);
        Span<byte> start = stackalloc byte[5];
        start[0] = (byte)'X'; // BINUNICODE
        BinaryPrimitives.WriteInt32LittleEndian(start[1..], encoded.Length);
        bytes.Write(start);
        bytes.Write(encoded);
    }

    private void Put(string codes) => bytes.Write(Encoding.Latin1.GetBytes(codes));
}
