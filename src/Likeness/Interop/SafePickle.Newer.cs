namespace Likeness.Interop;

/// <summary>The opcodes of protocols 3 to 5 (PEP 3154, PEP 574), and those of new-style objects, which plain arrays do not use.</summary>
internal sealed partial class SafePickle
{
    private bool StepNewer(byte opcode)
    {
        switch (opcode)
        {
            case 0x81: // an object of a class
                object? arguments = Pop();
                Push(names.Call(Pop(), arguments));
                return true;
            case 0x93: // a name whose two parts are on the stack
                if (Pop() is not string name || Pop() is not string module)
                {
                    throw Damaged();
                }

                Push(names.Global(PickleReader.Shown(module), PickleReader.Shown(name)));
                return true;
            case 0x94:
                Remember(memo.Count);
                return true;
            case 0x95: // the length of a frame
                reader.Length();
                return true;
            case 0x8c:
                Push(reader.Text(reader.Byte()));
                return true;
            case 0x8d:
                Push(reader.Text(reader.Length()));
                return true;
            case (byte)'C':
                Push(new PickleBytes(reader.Bytes(reader.Byte())));
                return true;
            case (byte)'B':
                Push(new PickleBytes(reader.Bytes(reader.Int32())));
                return true;
            case 0x8e or 0x96: // immutable and mutable bytes
                Push(new PickleBytes(reader.Bytes(reader.Length())));
                return true;
            default:
                return false;
        }
    }
}
