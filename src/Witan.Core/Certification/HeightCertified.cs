using Witan.Core.Certificates;
using Witan.Core.Contract;

namespace Witan.Core.Certification;

/// <summary>An executed height has a certificate: reads that waited for it can be answered.</summary>
internal sealed record HeightCertified(StateCertificate Certificate) : InternalInput;
